/**
 * Compares a student's value with the expected one and says what is wrong first: type → shape →
 * dtype → positions of NaN and ±Infinity → values.
 */
import type { Inputs, TensorValue, Value, ValueType } from '../reference/value.ts'
import { axisNames, axisOrders, indexAlong, indexOf, permutedPositions } from './axes.ts'
import { pack, toAnyNumber } from './packed.ts'
import { pairUp, type Pair } from './pairs.ts'
import { findPatterns } from './patterns.ts'
import type { Cell, Finding, NumberClass } from './report.ts'
import { allowedAt, classOf, timesOver, type Tolerance } from './tolerance.ts'

type TensorPair = Extract<Pair, { kind: 'tensor' }>
type TextPair = Extract<Pair, { kind: 'text' }>

/** Tensors of up to this many elements go into a finding, for drawing. */
const drawable = 4096

/**
 * The first thing that is wrong with `yours`, or null. `timesAllowed` is the largest
 * |yours − expected| / allowed over all elements: null when no values were compared, Infinity where a
 * number that is not finite stands in a wrong place.
 */
export function compare({
  type,
  expected,
  yours,
  tolerance,
  inputs,
  valuesCount = true,
}: {
  readonly type: ValueType
  readonly expected: Value
  readonly yours: Value
  readonly tolerance: Tolerance
  readonly inputs: Inputs
  /** False: any numbers of the right type, shape and finiteness will do, and any text. */
  readonly valuesCount?: boolean
}): { finding: Finding | null; timesAllowed: number | null } {
  const paired = pairUp(type, expected, yours)
  if ('finding' in paired) return { finding: paired.finding, timesAllowed: null }
  const tensors = paired.pairs.filter((pair) => pair.kind === 'tensor')
  const texts = paired.pairs.filter((pair) => pair.kind === 'text')

  const unreadable =
    first(tensors, (pair) => shapeFinding(pair, tolerance)) ?? first(tensors, dtypeFinding)
  if (unreadable) return { finding: unreadable, timesAllowed: null }
  const nonFinite = first(tensors, (pair) => nonFiniteFinding(pair))
  if (nonFinite) return { finding: nonFinite, timesAllowed: Infinity }
  if (!valuesCount) return { finding: null, timesAllowed: null }

  const finding =
    first(texts, textFinding) ?? first(tensors, (pair) => valuesFinding(pair, tolerance, inputs))
  if (tensors.length === 0) return { finding, timesAllowed: null }
  return { finding, timesAllowed: Math.max(...tensors.map((pair) => timesApart(pair, tolerance))) }
}

/**
 * The largest |yours − expected| / allowed over all elements: Infinity when type, shape, dtype or
 * text differ, or a number that is not finite stands in another place.
 */
export function distance(
  type: ValueType,
  expected: Value,
  yours: Value,
  tolerance: Tolerance,
): number {
  const paired = pairUp(type, expected, yours)
  if ('finding' in paired) return Infinity
  return paired.pairs.reduce((largest, pair) => Math.max(largest, pairDistance(pair, tolerance)), 0)
}

function pairDistance(pair: Pair, tolerance: Tolerance): number {
  if (pair.kind === 'text') return pair.expected === pair.yours ? 0 : Infinity
  const { expected, yours } = pair
  return sameShape(expected.shape, yours.shape) && expected.dtype === yours.dtype
    ? timesApart(pair, tolerance)
    : Infinity
}

function timesApart({ dtype, expected, yours }: TensorPair, tolerance: Tolerance): number {
  let largest = 0
  for (const [position, value] of expected.values.entries()) {
    const times = cellTimes(value, yours.values[position] as number, dtype, tolerance)
    if (times > largest) largest = times
  }
  return largest
}

/** How many times over its limit one element is; never NaN. */
function cellTimes(
  expected: number,
  yours: number,
  dtype: TensorPair['dtype'],
  tolerance: Tolerance,
): number {
  if (classOf(expected) !== classOf(yours)) return Infinity
  if (!Number.isFinite(expected)) return 0
  return timesOver(Math.abs(yours - expected), allowedAt(expected, dtype, tolerance))
}

function shapeFinding(pair: TensorPair, tolerance: Tolerance): Finding | null {
  const { path, axes, expected, yours } = pair
  if (sameShape(expected.shape, yours.shape)) return null
  return {
    kind: 'shape',
    path: [...path],
    axes: axisNames(axes, expected.shape.length),
    expected: [...expected.shape],
    found: [...yours.shape],
    permutation: permutationBetween(pair, tolerance),
  }
}

/** The order of expected's axes that gives yours its shape; of several, the one that also puts the values right. */
function permutationBetween(pair: TensorPair, tolerance: Tolerance): number[] | null {
  const { dtype, expected, yours } = pair
  const rank = expected.shape.length
  const sorted = (shape: readonly number[]) => shape.toSorted((one, other) => one - other)
  if (rank > 6 || !sameShape(sorted(expected.shape), sorted(yours.shape))) return null

  const orders = axisOrders(rank).filter((order) =>
    order.every((axis, at) => expected.shape[axis] === yours.shape[at]),
  )
  const valuesFit = (order: readonly number[]) =>
    permutedPositions(expected.shape, order).every((from, to) => {
      const [due, found] = [expected.values[from] as number, yours.values[to] as number]
      return cellTimes(due, found, dtype, tolerance) <= 1
    })
  return orders.find(valuesFit) ?? orders[0] ?? null
}

function dtypeFinding({ path, dtype, yours }: TensorPair): Finding | null {
  return yours.dtype === dtype
    ? null
    : { kind: 'dtype', path: [...path], expected: dtype, found: yours.dtype }
}

function textFinding({ path, expected, yours }: TextPair): Finding | null {
  return expected === yours ? null : { kind: 'text', path: [...path], expected, yours }
}

function nonFiniteFinding(pair: TensorPair): Finding | null {
  const { path, expected, yours } = pair
  const { shape } = expected
  const wrong = positionsWhere(pair, (due, found) => classOf(due) !== classOf(found))
  const [start] = wrong
  if (start === undefined) return null
  const axes = axisNames(pair.axes, shape.length)
  const shared = shape.findIndex(
    (size, axis) => size > 1 && new Set(wrong.map(indexAlong(shape, axis))).size === 1,
  )
  return {
    kind: 'nonFinite',
    path: [...path],
    axes,
    shape: [...shape],
    count: wrong.length,
    total: expected.values.length,
    found: classesAt(yours, wrong),
    wanted: classesAt(expected, wrong),
    first: { ...cellAt(pair, start), allowed: 0 },
    allAt:
      shared < 0
        ? null
        : { axisName: axes[shared] as string, position: indexAlong(shape, shared)(start) },
    ...drawableValues(pair),
  }
}

function valuesFinding(pair: TensorPair, tolerance: Tolerance, inputs: Inputs): Finding | null {
  const { path, dtype, expected, yours } = pair
  const { shape } = expected
  const timesAt = (due: number, found: number) => cellTimes(due, found, dtype, tolerance)
  const wrong = positionsWhere(pair, (due, found) => !(timesAt(due, found) <= 1))
  const [start] = wrong
  if (start === undefined) return null

  const times = (position: number) =>
    timesAt(expected.values[position] as number, yours.values[position] as number)
  const worst = wrong.reduce((one, other) => (times(other) > times(one) ? other : one), start)
  const axes = axisNames(pair.axes, shape.length)
  return {
    kind: 'values',
    path: [...path],
    axes,
    shape: [...shape],
    wrong: wrong.length,
    total: expected.values.length,
    first: cellAt(pair, start, tolerance),
    worst: cellAt(pair, worst, tolerance),
    timesAllowed: toAnyNumber(times(worst)),
    patterns: findPatterns({
      axes,
      shape,
      dtype,
      expected: expected.values,
      yours: yours.values,
      wrong,
      tolerance,
      inputs,
    }),
    ...drawableValues(pair),
  }
}

function cellAt(
  { dtype, expected, yours }: TensorPair,
  position: number,
  tolerance: Tolerance = { absolute: 0, relative: 0 },
): Cell {
  const [due, found] = [expected.values[position] as number, yours.values[position] as number]
  return {
    index: indexOf(expected.shape, position),
    expected: toAnyNumber(due),
    yours: toAnyNumber(found),
    offBy: toAnyNumber(Math.abs(found - due)),
    allowed: allowedAt(due, dtype, tolerance),
  }
}

function classesAt({ values }: TensorValue, positions: readonly number[]): NumberClass[] {
  return [...new Set(positions.map((position) => classOf(values[position] as number)))]
}

function drawableValues({ expected, yours }: TensorPair) {
  const small = expected.values.length <= drawable
  return { expected: small ? pack(expected) : null, yours: small ? pack(yours) : null }
}

function positionsWhere(
  { expected, yours }: TensorPair,
  differ: (expected: number, yours: number) => boolean,
): number[] {
  const positions: number[] = []
  for (const [position, due] of expected.values.entries()) {
    if (differ(due, yours.values[position] as number)) positions.push(position)
  }
  return positions
}

function sameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((size, axis) => size === other[axis])
}

function first<T>(pairs: readonly T[], look: (pair: T) => Finding | null): Finding | null {
  for (const pair of pairs) {
    const finding = look(pair)
    if (finding) return finding
  }
  return null
}
