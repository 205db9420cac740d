/** Gradient checks: what a backward pass says, against central differences of the loss in doubles. */
import type { Inputs, TensorValue } from '../reference/value.ts'
import type { BrokenRelation } from './exercise.ts'
import { digits } from './relations.ts'

/** The numbers of each parameter, flat and row-major. */
export type Numbers = Readonly<Record<string, Float64Array>>

/** One parameter's gradient where it and the differences are furthest apart. */
interface Agreement {
  readonly parameter: string
  readonly at: string
  readonly exact: number
  readonly approximate: number
  readonly difference: number
  readonly timesAllowed: number
}

/** How far a number is moved to either side. In doubles the error is far below what float32 rounds away. */
const nudge = 1e-5

/** What float32 may lose, relative to the largest entry of a gradient (or to 1, if all are smaller). */
const rounding = 5e-5

/**
 * Null when every gradient is what nudging its parameter says. Otherwise the parameter that is
 * furthest off (exact, approximate) and the largest difference of each. `gradients` are named after
 * the parameters they belong to; `loss` must not change what it is given.
 */
export function agreesWithDifferences(
  inputs: Inputs,
  gradients: Readonly<Record<string, TensorValue>>,
  loss: (numbers: Numbers) => number,
): BrokenRelation | null {
  const numbers = Object.fromEntries(
    Object.keys(gradients).map((name) => [
      name,
      Float64Array.from((inputs[name] as TensorValue).values),
    ]),
  )
  const all = Object.entries(gradients).map(([name, gradient]) =>
    agreement(name, gradient, differences(numbers, name, loss)),
  )
  const worst = all.reduce((one, other) => (other.timesAllowed > one.timesAllowed ? other : one))
  if (worst.timesAllowed <= 1) return null
  const { parameter, at, exact, approximate } = worst
  const each = all.map((one) => `${one.parameter} ${one.difference.toPrecision(2)}`).join(', ')
  return {
    seen:
      `the gradient of ${parameter}${at} is ${digits(exact, approximate)}, but nudging ${parameter}${at} ` +
      `gives ${digits(approximate, exact)}; largest differences: ${each}`,
    timesAllowed: worst.timesAllowed,
  }
}

function differences(numbers: Numbers, name: string, loss: (numbers: Numbers) => number) {
  const parameter = numbers[name]!
  return parameter.map((value, at) => {
    const moved = (by: number) => loss({ ...numbers, [name]: parameter.with(at, value + by) })
    return (moved(nudge) - moved(-nudge)) / (2 * nudge)
  })
}

function agreement(
  parameter: string,
  { shape, values }: TensorValue,
  approximate: Float64Array,
): Agreement {
  const largest = approximate.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  const apart = approximate.map((value, at) => {
    const difference = Math.abs(values[at]! - value)
    return Number.isNaN(difference) ? Infinity : difference
  })
  const difference = apart.reduce((most, value) => Math.max(most, value), 0)
  const at = Math.max(0, apart.indexOf(difference))
  return {
    parameter,
    at: place(at, shape),
    exact: values[at]!,
    approximate: approximate[at]!,
    difference,
    timesAllowed: difference / (rounding * largest),
  }
}

/** Where a flat position stands, as in code: "[1][0][2]". */
function place(position: number, shape: readonly number[]): string {
  let rest = position
  let text = ''
  for (const size of [...shape].reverse()) {
    text = `[${rest % size}]${text}`
    rest = Math.floor(rest / size)
  }
  return text
}
