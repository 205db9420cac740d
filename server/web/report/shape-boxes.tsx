import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shapeText, wordsFor } from '../../../grader/explain.ts'
import type { Finding } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import classes from './report.module.css'

type ShapeFinding = Extract<Finding, { kind: 'shape' }>

/** The room for the longest side, in pixels, and the least for any. */
const longest = 110
const shortest = 14

/** Both shapes as boxes drawn to one scale, their sides named; which axes look exchanged. */
export function ShapeBoxes({ finding }: { finding: ShapeFinding }): ReactNode {
  const { axes, expected, found, permutation } = finding
  const { labels, sentences, plural } = wordsFor(currentLanguage())
  const moved = permutation?.flatMap((axis, at) => (axis === at ? [] : [axes[at]!])) ?? []
  const [one, other] = moved
  const largest = Math.max(1, ...expected.slice(-2), ...found.slice(-2))
  const expectedNames = expected.map((_, axis) => axes[axis] ?? '')
  const foundNames = found.map((_, at) => axes[permutation?.[at] ?? at] ?? '')
  const isKnown = permutation !== null || found.length === expected.length
  return (
    <div className={classes.shapes}>
      <Box
        title={labels.expected}
        shape={expected}
        names={expectedNames.map(plural)}
        largest={largest}
        other={found}
      />
      <Box
        title={labels.yours}
        shape={found}
        names={isKnown ? foundNames.map(plural) : found.map(() => '')}
        largest={largest}
        other={expected}
      />
      {moved.length === 2 && one && other && (
        <p className={classes.exchanged}>{sentences.exchanged(plural(one), plural(other))}</p>
      )}
    </div>
  )
}

function Box({
  title,
  shape,
  names,
  largest,
  other,
}: {
  title: string
  shape: readonly number[]
  names: readonly string[]
  largest: number
  /** The shape that it is held against. */
  other: readonly number[]
}): ReactNode {
  const { t } = useTranslation('report')
  const side = (size: number) => Math.max(shortest, (longest * size) / largest)
  const width = side(shape.at(-1) ?? 1)
  const height = side(shape.at(-2) ?? 1)
  // At most three sheets behind each other stand for the axes in front.
  const sheets = Math.min(3, Math.max(1, ...shape.slice(0, -2)))
  const depth = (sheets - 1) * 5
  return (
    <figure className={classes.shape}>
      <figcaption>
        <strong>{title}</strong> {shapeText(shape)}
      </figcaption>
      <table className={classes.sides}>
        <tbody>
          <tr>
            {shape.map((_, axis) => (
              <th key={axis} scope="col">
                {names[axis] || `${axis}`}
              </th>
            ))}
          </tr>
          <tr>
            {shape.map((size, axis) => (
              <td key={axis} className={size === other[axis] ? undefined : classes.bad}>
                {size}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <svg
        role="img"
        aria-label={t('shapeOf', { what: title, sides: sidesOf(shape, names) })}
        width={width + depth + 2}
        height={height + depth + 2}
      >
        {Array.from({ length: sheets }, (_, at) => (
          <rect
            key={at}
            x={1 + depth - at * 5}
            y={1 + at * 5}
            width={width}
            height={height}
            className={classes.sheet}
          />
        ))}
      </svg>
    </figure>
  )
}

function sidesOf(shape: readonly number[], names: readonly string[]): string {
  return shape.map((size, axis) => `${names[axis] || axis} ${size}`).join(', ')
}
