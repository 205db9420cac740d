/** Block diagrams: nodes in rows from top to bottom, and residual paths that run beside what they skip. */
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../exercises/figures.ts'
import classes from './figures.module.css'

type Blocks = Extract<Figure, { kind: 'blocks' }>
type Node = Blocks['rows'][number][number]

const width = 320
/** Residual paths run down here; without any, nodes have the whole width. */
const rail = 302
const gap = 26
const besideNode = 8
const widest = 210
const sumRadius = 11

interface Placed {
  readonly node: Node
  /** The middle of the node. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function BlocksFigure({ figure }: { figure: Blocks }): ReactNode {
  const { t } = useTranslation('figures')
  const tip = useId()
  const { rows, edges } = figure
  const placed = place(rows, edges.some(({ residual }) => residual) ? rail - 18 : width)
  const all = [...placed.values()]
  const height = Math.max(...all.map((one) => one.y + one.height / 2)) + 4
  const nameOf = (id: string) => placed.get(id)?.node.label ?? id
  return (
    <div className={classes.drawing}>
      <svg
        role="img"
        aria-label={t('blocksOf')}
        className={classes.fitting}
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxWidth: 1.2 * width }}
      >
        <defs>
          {(['tip', 'residualTip'] as const).map((kind) => (
            <marker
              key={kind}
              id={`${tip}${kind}`}
              viewBox="0 0 8 8"
              refX={7}
              refY={4}
              markerWidth={8}
              markerHeight={8}
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path className={classes[kind]} d="M0 0L8 4L0 8z" />
            </marker>
          ))}
        </defs>
        {edges.map(({ from, to, residual }) => (
          <path
            key={`${from} ${to} ${residual}`}
            className={residual ? classes.residual : classes.arrow}
            d={pathOf(placed.get(from), placed.get(to), residual)}
            markerEnd={`url(#${tip}${residual ? 'residualTip' : 'tip'})`}
          />
        ))}
        {all.map((one) => (
          <Drawn key={one.node.id} {...one} />
        ))}
      </svg>
      <details className={classes.numbers}>
        <summary>{t('asText')}</summary>
        <ul>
          {edges.map(({ from, to, residual }) => (
            <li key={`${from} ${to} ${residual}`}>
              {t(residual ? 'residualTo' : 'leadsTo', { from: nameOf(from), to: nameOf(to) })}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function Drawn({ node, x, y, width: across, height }: Placed): ReactNode {
  const { label, note, shape } = node
  if (shape === 'sum') {
    return (
      <g>
        <circle className={classes.box} cx={x} cy={y} r={sumRadius} />
        <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
          {label}
        </text>
      </g>
    )
  }
  return (
    <g>
      <rect
        className={classes.box}
        x={x - across / 2}
        y={y - height / 2}
        width={across}
        height={height}
        rx={5}
      />
      <text x={x} y={note ? y - 7 : y} textAnchor="middle" dominantBaseline="central">
        {withSubscripts(label)}
      </text>
      {note && (
        <text
          className={classes.faint}
          x={x}
          y={y + 9}
          textAnchor="middle"
          dominantBaseline="central"
        >
          {note}
        </text>
      )}
    </g>
  )
}

/** "W_Q" with a lowered Q. */
function withSubscripts(label: string): ReactNode {
  return label.split(/_(\w+)/).map((part, at) => {
    const lowered = at % 2 === 1
    return (
      <tspan key={at} dy={lowered ? 4 : at === 0 ? 0 : -4} fontSize={lowered ? 9 : undefined}>
        {part}
      </tspan>
    )
  })
}

/** Every node with its place, by its id. */
function place(rows: Blocks['rows'], room: number): Map<string, Placed> {
  const placed = new Map<string, Placed>()
  let top = 4
  for (const row of rows) {
    const heights = row.map(({ shape, note }) => (shape === 'sum' ? 2 * sumRadius : note ? 40 : 28))
    const tallest = Math.max(...heights)
    for (const [at, node] of row.entries()) {
      const share = room / row.length
      placed.set(node.id, {
        node,
        x: (at + 0.5) * share,
        y: top + tallest / 2,
        width: node.shape === 'sum' ? 2 * sumRadius : Math.min(widest, share - besideNode),
        height: heights[at] as number,
      })
    }
    top += tallest + gap
  }
  return placed
}

/** From node to node; a residual path leaves below its node, runs down the rail and enters from the right. */
function pathOf(from: Placed | undefined, to: Placed | undefined, residual: boolean): string {
  if (!from || !to) return ''
  const bottom = from.y + from.height / 2
  if (!residual) return `M${from.x} ${bottom}L${to.x} ${to.y - to.height / 2}`
  return `M${from.x} ${bottom + gap / 2 - 3}H${rail}V${to.y}H${to.x + to.width / 2}`
}
