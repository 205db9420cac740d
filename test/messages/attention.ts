/**
 * Causal attention of one head in plain loops, right and wrong in several ways: real numbers for
 * messages. q, k: [T, d]; v: [T, dv] → [T, dv].
 */
import { random } from '../../exercises/random.ts'
import type { TensorValue } from '../../reference/value.ts'

export const T = 5
export const d = 8
export const dv = 4

const source = random(7)
export const q = source.normal([T, d])
export const k = source.normal([T, d])
export const v = source.normal([T, dv])

export interface Slips {
  readonly noScale?: true
  readonly noMask?: true
  readonly maskAfterSoftmax?: true
  /** Hides the diagonal too. */
  readonly strictMask?: true
  readonly weightsDivided?: true
  readonly overQueries?: true
}

export function attend(slips: Slips = {}): TensorValue {
  const scores = table(T, T, (t, s) => dot(t, s) / (slips.noScale ? 1 : Math.sqrt(d)))
  const visible = (t: number, s: number) => slips.noMask || (slips.strictMask ? s < t : s <= t)
  const exponentials = scores.map((row, t) =>
    row.map((score, s) => (visible(t, s) || slips.maskAfterSoftmax ? Math.exp(score) : 0)),
  )
  const weights = exponentials.map((row, t) =>
    row.map((exponential, s) => {
      const column = exponentials.map((other) => other[s] as number)
      const weight = exponential / sum(slips.overQueries ? column : row)
      if (slips.maskAfterSoftmax && !visible(t, s)) return 0
      return slips.weightsDivided ? weight / Math.sqrt(d) : weight
    }),
  )
  return tensor(
    [T, dv],
    table(T, dv, (t, c) =>
      sum((weights[t] as number[]).map((weight, s) => weight * (v.values[s * dv + c] as number))),
    ).flat(),
  )
}

export function tensor(shape: readonly number[], values: readonly number[]): TensorValue {
  return { dtype: 'float32', shape, values: Float32Array.from(values) }
}

function dot(t: number, s: number): number {
  return sum(
    Array.from(
      { length: d },
      (_, c) => (q.values[t * d + c] as number) * (k.values[s * d + c] as number),
    ),
  )
}

function table(rows: number, columns: number, cell: (row: number, column: number) => number) {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => cell(row, column)),
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
