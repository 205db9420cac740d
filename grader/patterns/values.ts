/** Wrong values, and when a relation to the expected ones is believed. */
import type { Dtype, Inputs, TensorValues } from '../../reference/value.ts'
import { allowedAt, timesOver, type Tolerance } from '../tolerance.ts'

/** Values of which some are wrong. NaN and ±Infinity stand where they are expected. */
export interface WrongValues {
  readonly axes: readonly string[]
  readonly shape: readonly number[]
  readonly dtype: Dtype
  readonly expected: TensorValues
  readonly yours: TensorValues
  /** The positions, in row-major order, of the values that are wrong. */
  readonly wrong: readonly number[]
  readonly tolerance: Tolerance
  readonly inputs: Inputs
}

/** Predicts the student's value at a position; undefined where the probe says nothing. */
export type Prediction = (position: number) => number | undefined

/**
 * True when the prediction comes near everywhere it says something, and at least ten times nearer
 * than the expected values do there: no prediction fits noise, and none fits what is nearly right.
 */
export function fits(values: WrongValues, predict: Prediction): boolean {
  let before = 0
  let after = 0
  for (const [position, found] of values.yours.entries()) {
    const predicted = predict(position)
    if (predicted === undefined) continue
    const due = values.expected[position] as number
    const scale = Math.max(Math.abs(due), Math.abs(predicted))
    after = Math.max(after, timesApart(values, found, predicted, scale))
    if (after > slack) return false
    before = Math.max(before, timesApart(values, found, due, scale))
  }
  return before > 1 && after * 10 <= before
}

/** A value that was computed by another way than the reference's may be off by more than one tolerance. */
const slack = 5

export function near(values: WrongValues, one: number, other: number): boolean {
  return timesApart(values, one, other, Math.max(Math.abs(one), Math.abs(other))) <= slack
}

/** True when the expected values are not all the same. */
export function varies(values: WrongValues): boolean {
  const [start] = values.expected
  return values.expected.some((value) => !near(values, value, start as number))
}

function timesApart(
  { dtype, tolerance }: WrongValues,
  one: number,
  other: number,
  scale: number,
): number {
  if (one === other || Object.is(one, other)) return 0
  const times = timesOver(Math.abs(one - other), allowedAt(scale, dtype, tolerance))
  // Infinity / Infinity: a number that is not finite beside one that is.
  return Number.isNaN(times) ? Infinity : times
}
