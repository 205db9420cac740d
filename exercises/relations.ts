/** What invariant cases have in common: two outputs that should agree, and words for where they do not. */
import type { TensorValue, Value } from '../reference/value.ts'
import type { BrokenRelation } from './exercise.ts'

/** A position where two tensors are compared: `index` has one entry per axis. */
export interface Place {
  readonly index: readonly number[]
  readonly left: number
  readonly right: number
}

/**
 * Null when `left` and `right`, of the same shape, differ by at most `allowed` everywhere; with
 * `allowed` 0 they must be equal bit for bit (0 and -0 aside). Otherwise the place where they differ most,
 * put into words by `say`. A NaN never agrees with anything.
 */
export function agreeWithin(
  allowed: number,
  left: Value,
  right: Value,
  say: (place: Place) => string,
): BrokenRelation | null {
  const { shape, values } = left as TensorValue
  const others = (right as TensorValue).values
  let position = -1
  let most = allowed
  values.forEach((value, here) => {
    const distance = Math.abs(value - (others[here] as number))
    const difference = Number.isNaN(distance) ? Infinity : distance
    if (difference > most) [position, most] = [here, difference]
  })
  if (position < 0) return null
  const place = {
    index: indexOf(position, shape),
    left: values[position] as number,
    right: others[position] as number,
  }
  return { seen: say(place), timesAllowed: allowed === 0 ? Infinity : most / allowed }
}

/** A number as it reads best in a sentence: six significant digits, or as many as tell it from `beside`. */
export function digits(value: number, beside = NaN): string {
  const precisions = [6, 9, 12, 17]
  const enough = precisions.find((one) => value.toPrecision(one) !== beside.toPrecision(one))
  return String(Number(value.toPrecision(enough ?? 17)))
}

function indexOf(position: number, shape: readonly number[]): number[] {
  let rest = position
  return [...shape]
    .reverse()
    .map((size) => {
      const here = rest % size
      rest = Math.floor(rest / size)
      return here
    })
    .reverse()
}
