/** One or several lines over the same axes, told apart by their dashes and by words, not by colour alone. */
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './figures.module.css'
import { Numbers, numberText } from './numbers.tsx'

export interface Line {
  readonly label: string
  /** [x, y] from left to right; a y that is not finite leaves a gap. */
  readonly points: readonly (readonly [number, number])[]
}

interface LinesProps {
  readonly x: string
  readonly y: string
  readonly lines: readonly Line[]
}

const width = 320
const height = 210
const [left, right, top, bottom] = [40, 12, 12, 36]
const looks = [
  { stroke: 'var(--figure-weight)', dashes: 'none' },
  { stroke: 'var(--figure-above)', dashes: '7 4' },
  { stroke: 'var(--figure-ink)', dashes: '2 3' },
  { stroke: 'var(--faint)', dashes: '10 3 2 3' },
] as const

export function Lines({ x: xName, y: yName, lines }: LinesProps): ReactNode {
  const { t } = useTranslation('figures')
  const [chosen, setChosen] = useState<number | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const places = [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].sort(
    (one, other) => one - other,
  )
  const heights = lines.flatMap(({ points }) => points.map(([, y]) => y)).filter(Number.isFinite)
  const across = axis(places, left, width - right)
  const up = axis(heights, height - bottom, top)
  const cursor = pointed ?? chosen
  const label = t('linesOf', { names: lines.map((line) => line.label).join(', ') })
  const yAt = ({ points }: Line, place: number) => points.find(([x]) => x === place)?.[1] ?? NaN

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setPointed(null)
    setChosen(Math.max(0, Math.min(places.length - 1, (chosen ?? 0) + by)))
  }
  const onPointerMove = ({ clientX, currentTarget }: PointerEvent<SVGElement>) => {
    const box = currentTarget.getBoundingClientRect()
    const at = ((clientX - box.left) / box.width) * width
    const distances = places.map((place) => Math.abs(across.at(place) - at))
    setPointed(distances.indexOf(Math.min(...distances)))
  }
  const place = cursor === null ? undefined : places[cursor]
  return (
    <div className={classes.drawing}>
      <div
        className={classes.stage}
        role="application"
        aria-roledescription={t('map')}
        aria-label={t('moveAlong', { what: label })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen(chosen ?? 0)}
      >
        <svg
          role="img"
          aria-label={label}
          className={classes.fitting}
          viewBox={`0 0 ${width} ${height}`}
          style={{ maxWidth: 1.25 * width }}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setPointed(null)}
        >
          {up.ticks.map((tick) => (
            <g key={tick} transform={`translate(0 ${up.at(tick)})`}>
              <path className={classes.rules} d={`M${left} 0H${width - right}`} />
              <text
                className={classes.faint}
                x={left - 5}
                textAnchor="end"
                dominantBaseline="central"
              >
                {numberText(tick)}
              </text>
            </g>
          ))}
          {across.ticks.map((tick) => (
            <text
              key={tick}
              className={classes.faint}
              x={across.at(tick)}
              y={height - bottom + 14}
              textAnchor="middle"
            >
              {numberText(tick)}
            </text>
          ))}
          <text className={classes.faint} x={width - right} y={height - 4} textAnchor="end">
            {xName} →
          </text>
          <text
            className={classes.faint}
            transform={`translate(10 ${top}) rotate(-90)`}
            textAnchor="end"
          >
            {yName} →
          </text>
          {lines.map((line, at) => (
            <path
              key={line.label}
              className={classes.curve}
              d={pathOf(line, across.at, up.at)}
              stroke={looks[at]?.stroke}
              strokeDasharray={looks[at]?.dashes}
            />
          ))}
          {place !== undefined && (
            <>
              <path
                className={classes.frame}
                d={`M${across.at(place)} ${top}V${height - bottom}`}
              />
              {lines.map((line, at) =>
                Number.isFinite(yAt(line, place)) ? (
                  <circle
                    key={line.label}
                    cx={across.at(place)}
                    cy={up.at(yAt(line, place))}
                    r={4}
                    fill={looks[at]?.stroke}
                  />
                ) : null,
              )}
            </>
          )}
        </svg>
      </div>
      <Legend lines={lines} />
      <p className={classes.said} role="status">
        {place === undefined
          ? t('pointAtLine')
          : [
              t('point', { x: xName, at: numberText(place) }),
              ...lines.map((line) => `${line.label} ${numberText(yAt(line, place))}`),
            ].join(' · ')}
      </p>
      <Numbers
        matrices={[
          {
            name: yName,
            rows: places.map((one) => t('point', { x: xName, at: numberText(one) })),
            columns: lines.map((line) => line.label),
            values: places.flatMap((one) => lines.map((line) => yAt(line, one))),
          },
        ]}
        write={numberText}
      />
    </div>
  )
}

function Legend({ lines }: { lines: readonly Line[] }): ReactNode {
  if (lines.length < 2) return null
  return (
    <div className={classes.legend}>
      {lines.map(({ label }, at) => (
        <span key={label} className={classes.legend}>
          <svg aria-hidden width={34} height={10}>
            <path
              className={classes.curve}
              d="M1 5H33"
              stroke={looks[at]?.stroke}
              strokeDasharray={looks[at]?.dashes}
            />
          </svg>
          {label}
        </span>
      ))}
    </div>
  )
}

interface Axis {
  readonly ticks: readonly number[]
  /** Where a value stands, in pixels. */
  at(this: void, value: number): number
}

/** From the least to the largest value, with about five ticks at round numbers. */
function axis(values: readonly number[], start: number, end: number): Axis {
  const [least, most] = [Math.min(...values, Infinity), Math.max(...values, -Infinity)]
  const low = Number.isFinite(least) ? least : 0
  const high = Number.isFinite(most) && most > low ? most : low + 1
  const rough = (high - low) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return {
    ticks: Array.from({ length: count }, (_, at) => (first + at) * step),
    at: (value) => start + ((value - low) / (high - low)) * (end - start),
  }
}

function pathOf({ points }: Line, x: Axis['at'], y: Axis['at']): string {
  let open = false
  return points
    .map(([across, up]) => {
      const command = open ? 'L' : 'M'
      open = Number.isFinite(up)
      return open ? `${command}${x(across).toFixed(1)} ${y(up).toFixed(1)}` : ''
    })
    .join('')
}
