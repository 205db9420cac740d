/** How far apart two numbers may be. */
import type { Dtype } from '../reference/value.ts'
import type { NumberClass } from './report.ts'

/** |yours − expected| <= absolute + relative · |expected|, in doubles. Whole numbers and booleans must be equal. */
export interface Tolerance {
  readonly absolute: number
  readonly relative: number
}

/** The most that a value of `dtype` may differ from a finite `expected`. */
export function allowedAt(expected: number, dtype: Dtype, tolerance: Tolerance): number {
  if (dtype === 'int32' || dtype === 'bool') return 0
  return tolerance.absolute + tolerance.relative * Math.abs(expected)
}

/** |yours − expected| in multiples of what is allowed: 0 for equal numbers, Infinity where nothing is allowed. */
export function timesOver(offBy: number, allowed: number): number {
  return offBy === 0 ? 0 : offBy / allowed
}

/** NaN, +Infinity, −Infinity or finite: a number that differs in this is wrong whatever the tolerance. */
export function classOf(value: number): NumberClass {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return 'finite'
  return value > 0 ? 'Infinity' : '-Infinity'
}
