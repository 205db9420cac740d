import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { agreesWithDifferences, type Numbers } from '../differences.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  readonly dHead: number
  readonly dV: number
}

const fewerQueries: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(3, 4),
  S: size(6, 7),
  dHead: size(5, 5),
  dV: size(2, 2),
})
const moreQueries: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  T: size(6, 7),
  S: size(4, 5),
  dHead: size(3, 3),
  dV: size(8, 8),
})

function inputs({ B, T, S, dHead, dV }: Sizes, random: Random, mask: TensorValue | null) {
  return {
    q: random.normal([B, T, dHead], 1.2),
    k: random.normal([B, S, dHead], 1.2),
    v: random.normal([B, S, dV]),
    mask,
    dOut: random.normal([B, T, dV]),
  } satisfies Inputs
}

const unmasked = (sizes: Sizes, random: Random) => inputs(sizes, random, null)

/** About half of the keys are hidden from each query, but never all. */
function masked(sizes: Sizes, random: Random) {
  const { T, S } = sizes
  const mask = random.booleans([T, S], 0.5)
  for (let t = 0; t < T; t++) mask.values[t * S + random.integer(0, S - 1)] = 1
  return inputs(sizes, random, mask)
}

interface Gradients {
  readonly dq: TensorValue
  readonly dk: TensorValue
  readonly dv: TensorValue
  readonly dScores: TensorValue
}

const gradientsOf = (output: Value | undefined) => output as unknown as Gradients

/** Σ dOut ⊙ attention(q, k, v): the loss whose gradient for the output is dOut. */
function loss(inputs: Inputs) {
  const dOut = inputs['dOut'] as TensorValue
  const mask = inputs['mask'] as TensorValue | null
  const [, S, dHead] = (inputs['k'] as TensorValue).shape as [number, number, number]
  const [B, T, dV] = dOut.shape as [number, number, number]
  return ({ q, k, v }: Numbers) => {
    let total = 0
    for (let row = 0; row < B * T; row++) {
      const [item, t] = [Math.floor(row / T), row % T]
      let [weighted, sum] = [0, 0]
      for (let s = 0; s < S; s++) {
        if (mask && !mask.values[t * S + s]) continue
        const at = item * S + s
        let score = 0
        for (let d = 0; d < dHead; d++) score += q![row * dHead + d]! * k![at * dHead + d]!
        let slope = 0
        for (let d = 0; d < dV; d++) slope += dOut.values[row * dV + d]! * v![at * dV + d]!
        const exponential = Math.exp(score / Math.sqrt(dHead))
        weighted += exponential * slope
        sum += exponential
      }
      total += weighted / sum
    }
    return total
  }
}

const row = (...values: number[]) => tensorOf([[values]])

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one query, two keys',
    points: 2,
    disclosure: 'full',
    // Scores log 3 and 0, weights 3/4 and 1/4, dw = (8, 4) with the weighted mean 7.
    inputs: {
      q: row(1, 1, 1, 1),
      k: tensorOf([
        [
          [2 * Math.log(3), 0, 0, 0],
          [0, 0, 0, 0],
        ],
      ]),
      v: tensorOf([
        [
          [4, 0],
          [0, 2],
        ],
      ]),
      mask: null,
      dOut: row(2, 2),
    },
    expected: {
      dq: row(0.75 * Math.log(3), 0, 0, 0),
      dk: tensorOf([
        [
          [0.375, 0.375, 0.375, 0.375],
          [-0.375, -0.375, -0.375, -0.375],
        ],
      ]),
      dv: tensorOf([
        [
          [1.5, 1.5],
          [0.5, 0.5],
        ],
      ]),
      dScores: row(0.75, -0.75),
    },
  },
  {
    kind: 'example',
    name: 'two queries, the first sees one key',
    points: 1,
    disclosure: 'full',
    // Query 0 has the weights 1 and 0; query 1 is 0, so its weights are 1/2 each, and dw = (1, 3).
    inputs: {
      q: tensorOf([[[5], [0]]]),
      k: tensorOf([[[1], [-1]]]),
      v: tensorOf([[[1], [3]]]),
      mask: tensorOf(
        [
          [1, 0],
          [1, 1],
        ],
        'bool',
      ),
      dOut: tensorOf([[[2], [1]]]),
    },
    expected: {
      dq: tensorOf([[[0], [-1]]]),
      dk: tensorOf([[[0], [0]]]),
      dv: tensorOf([[[2.5], [0.5]]]),
      dScores: tensorOf([
        [
          [0, 0],
          [-0.5, 0.5],
        ],
      ]),
    },
  },
  randomCase<Sizes>({
    name: 'fewer queries than keys, no mask',
    points: 3,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: unmasked,
  }),
  randomCase<Sizes>({
    name: 'fewer queries than keys, random mask',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: masked,
  }),
  randomCase<Sizes>({
    name: 'more queries than keys, random mask',
    points: 2,
    disclosure: 'diagnosis',
    sizes: moreQueries,
    inputs: masked,
  }),
  randomCase<Sizes>({
    name: 'one key',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: fc.constant(1),
      T: size(3, 3),
      S: fc.constant(1),
      dHead: size(5, 5),
      dV: size(4, 4),
    }),
    inputs: unmasked,
  }),
  invariantCase<Sizes>({
    name: 'gradients against differences',
    points: 4,
    disclosure: 'full',
    sizes: fewerQueries,
    relation:
      'Nudging any one number of q, k or v must move the loss as the gradient of that number says.',
    runs: (sizes, random) => [masked(sizes, random)],
    holds: ([output], [given]) => {
      const { dq, dk, dv } = gradientsOf(output)
      return agreesWithDifferences(given!, { q: dq, k: dk, v: dv }, loss(given!))
    },
  }),
  invariantCase<Sizes>({
    name: 'score gradients of a query sum to 0',
    points: 2,
    disclosure: 'full',
    sizes: moreQueries,
    relation:
      'Weights that sum to 1 can only be shifted between keys, so each row of dScores must sum to 0.',
    runs: (sizes, random) => [unmasked(sizes, random)],
    holds: ([output]) => {
      const { shape, values } = gradientsOf(output).dScores
      const [B, T, S] = shape as [number, number, number]
      const sums = new Float64Array(B * T)
      values.forEach((value, at) => (sums[Math.floor(at / S)]! += value))
      const found: TensorValue = { dtype: 'float64', shape: [B, T], values: sums }
      return agreeWithin(
        2e-5,
        found,
        { ...found, values: new Float64Array(B * T) },
        ({ index: [b, t], left }) => `dScores of item ${b}, query ${t} sums to ${digits(left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the value of a hidden key',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    relation: 'The value of a key that no query sees must not change any gradient at all.',
    runs: (sizes, random) => {
      const given = masked(sizes, random)
      const { T, S, dV } = sizes
      const isHidden = (s: number) => s === S - 1 && S > 1
      const mask = given.mask!.values.map((seen, at) => (isHidden(at % S) ? 0 : seen))
      for (let t = 0; t < T; t++) mask[t * S] = 1
      const hidden = { ...given, mask: { ...given.mask!, values: mask } }
      const v = given.v.values.map((value, at) =>
        isHidden(Math.floor(at / dV) % S) ? value + 50 : value,
      )
      return [hidden, { ...hidden, v: { ...given.v, values: v } }]
    },
    holds: ([before, after]) => {
      for (const name of ['dq', 'dk', 'dv', 'dScores'] as const) {
        const broken = agreeWithin(
          0,
          gradientsOf(before)[name],
          gradientsOf(after)[name],
          ({ index, left, right }) =>
            `${name}[${index.join('][')}] changed from ${digits(left, right)} to ${digits(right, left)}`,
        )
        if (broken) return broken
      }
      return null
    },
  }),
]
