/** Do wrong values stand at certain positions of an axis only, or on one side of the diagonal? */
import { indexAlong } from '../axes.ts'
import type { Pattern } from '../report.ts'
import type { WrongValues } from './values.ts'

/** A place is worth naming when at least this share of what stands there is wrong. */
const dense = 0.5

/** The places that hold all wrong values, the one with the largest share of wrong values first. */
export function placePatterns(values: WrongValues): Pattern[] {
  const places = [...triangles(values), ...values.shape.map((_, axis) => alongAxis(values, axis))]
  return places
    .filter((place) => place !== null)
    .sort((one, other) => other.share - one.share)
    .map(({ pattern }) => pattern)
}

interface Place {
  readonly pattern: Pattern
  /** How much of the place is wrong, 0 to 1. */
  readonly share: number
}

function alongAxis({ shape, axes, wrong, expected }: WrongValues, axis: number): Place | null {
  const size = shape[axis] as number
  const bad = new Set(wrong.map(indexAlong(shape, axis)))
  const share = wrong.length / ((expected.length / size) * bad.size)
  if (bad.size === size || share < dense) return null
  const positions = [...Array(size).keys()]
  const axisName = axes[axis] as string
  const right = positions.filter((position) => !bad.has(position))
  return right.length < bad.size
    ? { pattern: { kind: 'onlyRight', axisName, positions: right, size }, share }
    : {
        pattern: {
          kind: 'onlyWrong',
          axisName,
          positions: positions.filter((position) => bad.has(position)),
          size,
        },
        share,
      }
}

/** Axes that count places in a text, so that "before" and "after" mean something between two of them. */
const placesInText = new Set([
  'T',
  'S',
  'N',
  'L',
  'keys',
  'memory',
  'steps',
  'positions',
  'context',
])

function triangles({ shape, axes, wrong, expected }: WrongValues): Place[] {
  const [rows, columns] = [shape.length - 2, shape.length - 1]
  if (rows < 0 || (shape[rows] as number) < 2 || (shape[columns] as number) < 2) return []
  if (!axes.slice(rows).every((axis) => placesInText.has(axis))) return []
  const [row, column] = [indexAlong(shape, rows), indexAlong(shape, columns)]
  const rightOfDiagonal = (position: number) => column(position) - row(position)
  const parts = {
    above: (position: number) => rightOfDiagonal(position) > 0,
    below: (position: number) => rightOfDiagonal(position) < 0,
    diagonal: (position: number) => rightOfDiagonal(position) === 0,
  }
  return (['above', 'below', 'diagonal'] as const).flatMap((part) => {
    if (wrong.length < 2 || !wrong.every(parts[part])) return []
    const share = wrong.length / [...expected.keys()].filter(parts[part]).length
    if (share < dense) return []
    const names: [string, string] = [axes[rows] as string, axes[columns] as string]
    return [{ pattern: { kind: 'triangle', axes: names, part }, share }]
  })
}
