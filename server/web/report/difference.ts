/** Two tensors of one shape, cell by cell. */
import { allowedAt, classOf, timesOver } from '../../../grader/explain.ts'
import type { TensorValue } from '../../../reference/value.ts'

export interface Tolerance {
  readonly absolute: number
  readonly relative: number
}

export interface Difference {
  readonly expected: TensorValue
  readonly yours: TensorValue
  /** |yours − expected| in multiples of what is allowed; NaN where only one of them is finite, or they are infinite or NaN in different ways. */
  readonly times: Float64Array
  /** Positions of wrong cells, in row-major order. */
  readonly wrong: readonly number[]
}

export interface ComparedCell {
  readonly expected: number
  readonly yours: number
  readonly offBy: number
  readonly allowed: number
  readonly times: number
  readonly wrong: boolean
}

export function differenceOf(
  expected: TensorValue,
  yours: TensorValue,
  tolerance: Tolerance,
): Difference {
  const times = Float64Array.from(
    expected.values,
    (_, position) => cell(expected, yours, tolerance, position).times,
  )
  const wrong: number[] = []
  for (const [position, value] of times.entries()) if (isWrong(value)) wrong.push(position)
  return { expected, yours, times, wrong }
}

export function cellAt(
  { expected, yours }: Difference,
  tolerance: Tolerance,
  position: number,
): ComparedCell {
  return cell(expected, yours, tolerance, position)
}

/** The wrong cell after `position`; after the last comes the first. */
export function nextWrong({ wrong }: Difference, position: number): number | undefined {
  return wrong.find((one) => one > position) ?? wrong[0]
}

function cell(
  { dtype, values }: TensorValue,
  yours: TensorValue,
  tolerance: Tolerance,
  position: number,
): ComparedCell {
  const due = values[position]!
  const found = yours.values[position]!
  const finite = Number.isFinite(due)
  const allowed = finite ? allowedAt(due, dtype, tolerance) : 0
  const sameClass = classOf(due) === classOf(found)
  const offBy = sameClass ? (finite ? Math.abs(found - due) : 0) : NaN
  const times = sameClass ? timesOver(offBy, allowed) : NaN
  return { expected: due, yours: found, offBy, allowed, times, wrong: isWrong(times) }
}

/** Written so that NaN is wrong. */
function isWrong(times: number): boolean {
  return !(times <= 1)
}
