/** Is every value the expected one times a factor, or plus an offset? For the whole, for each slice, or for each row. */
import { indexAlong } from '../axes.ts'
import type { Pattern } from '../report.ts'
import { fits, varies, type WrongValues } from './values.ts'

/** Says to which of `count` groups, each with a factor or an offset of its own, a position belongs. */
interface Groups {
  readonly count: number
  of(position: number): number
}

export function factorPattern(values: WrongValues): Pattern | null {
  const { dtype, expected } = values
  if (dtype === 'bool') {
    const inverted = fits(values, (position) => 1 - (expected[position] as number))
    return inverted ? { kind: 'inverted' } : null
  }
  if (!varies(values)) return null
  return allEqual(values) ?? constant(values) ?? perSlice(values) ?? perRow(values)
}

function allEqual(values: WrongValues): Pattern | null {
  const value = values.yours[0] as number
  return fits(values, () => value) ? { kind: 'allEqual', value } : null
}

function constant(values: WrongValues): Pattern | null {
  const { expected } = values
  if (fits(values, (position) => -(expected[position] as number))) return { kind: 'negated' }
  const whole: Groups = { count: 1, of: () => 0 }
  const [ratio] = ratiosThatFit(values, whole) ?? []
  if (ratio !== undefined) return { kind: 'constantRatio', ratio }
  const [offset] = offsetsThatFit(values, whole) ?? []
  return offset === undefined ? null : { kind: 'constantOffset', offset }
}

function perSlice(values: WrongValues): Pattern | null {
  const { axes, shape } = values
  for (const [axis, size] of shape.entries()) {
    const ratios = ratiosThatFit(values, { count: size, of: indexAlong(shape, axis) })
    if (ratios) return { kind: 'sliceRatios', axis, axisName: axes[axis] as string, ratios }
  }
  return null
}

function perRow(values: WrongValues): Pattern | null {
  const { axes, shape, expected } = values
  const width = shape.at(-1)
  if (width === undefined) return null
  const axisName = axes.at(-1) as string
  const rows: Groups = {
    count: expected.length / width,
    of: (position) => Math.floor(position / width),
  }
  if (ratiosThatFit(values, rows)) return { kind: 'rowRatios', axisName }
  if (rows.count === 1) return null
  if (offsetsThatFit(values, rows)) return { kind: 'rowOffsets', axisName }
  const columns: Groups = { count: width, of: (position) => position % width }
  return offsetsThatFit(values, columns) ? { kind: 'broadcastOffset', axisName } : null
}

/** For each group the factor, by least squares, that takes expected to yours; null when these do not fit. */
function ratiosThatFit(values: WrongValues, groups: Groups): number[] | null {
  const { expected, yours } = values
  if (!enoughFor(values, groups)) return null
  const products = new Float64Array(groups.count)
  const squares = new Float64Array(groups.count)
  for (const [position, due] of expected.entries()) {
    if (!Number.isFinite(due)) continue
    const group = groups.of(position)
    products[group] = (products[group] as number) + due * (yours[position] as number)
    squares[group] = (squares[group] as number) + due * due
  }
  const ratios = Array.from(products, (product, group) =>
    squares[group] === 0 ? 1 : product / (squares[group] as number),
  )
  const predict = (position: number) => {
    const due = expected[position] as number
    return Number.isFinite(due) ? due * (ratios[groups.of(position)] as number) : due
  }
  return fits(values, predict) ? ratios : null
}

/** For each group the mean of yours − expected; null when these do not fit. */
function offsetsThatFit(values: WrongValues, groups: Groups): number[] | null {
  const { expected, yours } = values
  if (!enoughFor(values, groups)) return null
  const sums = new Float64Array(groups.count)
  const counts = new Float64Array(groups.count)
  for (const [position, due] of expected.entries()) {
    if (!Number.isFinite(due)) continue
    const group = groups.of(position)
    sums[group] = (sums[group] as number) + (yours[position] as number) - due
    counts[group] = (counts[group] as number) + 1
  }
  const offsets = Array.from(sums, (sum, group) => sum / Math.max(1, counts[group] as number))
  const predict = (position: number) =>
    (expected[position] as number) + (offsets[groups.of(position)] as number)
  return fits(values, predict) ? offsets : null
}

/**
 * One free number for each group fits anything when a group holds one value: at least three values
 * that are wrong must be left over.
 */
function enoughFor({ wrong }: WrongValues, groups: Groups): boolean {
  const touched = new Set(wrong.map((position) => groups.of(position))).size
  return wrong.length - touched >= Math.min(3, 1 + touched)
}
