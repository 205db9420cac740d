import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly H: number
  readonly T: number
  /** How many keys are older than the first query. */
  readonly older: number
  readonly dHead: number
}

const together: fc.Arbitrary<Sizes> = fc.record({
  H: size(4, 4),
  T: size(6, 7),
  older: fc.constant(0),
  dHead: size(5, 5),
})
const withOlder: fc.Arbitrary<Sizes> = fc.record({
  H: size(4, 4),
  T: size(3, 4),
  older: size(4, 5, 0),
  dHead: size(6, 6),
})

/** Entries of deviation 1.2 give scores within about ±4. */
function inputs({ H, T, older, dHead }: Sizes, random: Random) {
  return {
    q: random.normal([H, T, dHead], 1.2),
    k: random.normal([H, T + older, dHead], 1.2),
  }
}

/** The weights from scores without a bias, for H heads of one query that sees all keys. */
function weights(scores: readonly number[], H: number): TensorValue {
  const heads = Array.from({ length: H }, (_, h) => {
    const biased = scores.map(
      (score, s) => score - 2 ** ((-8 * (h + 1)) / H) * (scores.length - 1 - s),
    )
    const sum = biased.reduce((total, one) => total + Math.exp(one), 0)
    return [biased.map((one) => Math.exp(one) / sum)]
  })
  return tensorOf(heads)
}

const repeated = (row: unknown, times: number) => new Array<unknown>(times).fill(row)

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'equal scores, two heads',
    points: 1,
    disclosure: 'full',
    inputs: { q: tensorOf(repeated([[0]], 2)), k: tensorOf(repeated([[1], [1], [1]], 2)) },
    expected: weights([0, 0, 0], 2),
  },
  {
    kind: 'example',
    name: 'a key that fits, two places back',
    points: 2,
    disclosure: 'full',
    inputs: {
      q: tensorOf(repeated([[1, 1, 1, 1]], 4)),
      k: tensorOf(
        repeated(
          [
            [1, 1, 0, 0],
            [1, -1, 0, 0],
            [0, 0, 1, -1],
          ],
          4,
        ),
      ),
    },
    expected: weights([1, 0, 0], 4),
  },
  randomCase<Sizes>({
    name: 'queries and keys of the same tokens',
    points: 2,
    disclosure: 'full',
    sizes: together,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'keys that are older than the queries',
    points: 2,
    disclosure: 'full',
    sizes: withOlder,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'six heads',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ H: size(6, 6), T: size(4, 5), older: size(2, 2, 0), dHead: size(3, 3) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a long way back',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ H: size(8, 8), T: size(2, 2), older: size(60, 62, 0), dHead: size(4, 4) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'keys that are all alike',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ H: size(8, 8), T: size(4, 5, 2), older: size(2, 2, 1), dHead: size(5, 5) }),
    relation:
      'If all keys are alike, each step back divides the weight by the same number, for all queries of a head.',
    runs: (sizes, random) => {
      const { q, k } = inputs(sizes, random)
      const [, S, dHead] = k.shape as [number, number, number]
      const first = (at: number) => Math.floor(at / (S * dHead)) * S * dHead + (at % dHead)
      return [{ q, k: { ...k, values: k.values.map((_, at) => k.values[first(at)]!) } }]
    },
    holds: ([output]) => {
      const { shape, values } = output as TensorValue
      const [H, T, S] = shape as [number, number, number]
      const older = S - T
      const ratio = (h: number, t: number, s: number) => {
        const at = (h * T + t) * S + s
        return values[at + 1]! / values[at]!
      }
      const pairs = Array.from({ length: H * T }, (_, row) => {
        const [h, t] = [Math.floor(row / T), row % T]
        return Array.from({ length: older + t }, (_step, s) => ({ h, t, s }))
      }).flat()
      const found = pairs.map(({ h, t, s }) => ratio(h, t, s))
      const due = pairs.map(({ h }) => ratio(h, T - 1, S - 2))
      return agreeWithin(2e-3, list(found), list(due), ({ index: [at], left, right }) => {
        const { h, t, s } = pairs[at!]!
        return `head ${h}, query ${t}: from key ${s + 1} to key ${s} the weight is divided by ${digits(left, right)}; for the last query and its last step it is ${digits(right, left)}`
      })
    },
  }),
  invariantCase<Sizes>({
    name: 'the older queries left out',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ H: size(4, 4), T: size(6, 7, 2), older: fc.constant(0), dHead: size(5, 5) }),
    relation: 'The last query has the same weights when it comes alone, with the same keys.',
    runs: (sizes, random) => {
      const { q, k } = inputs(sizes, random)
      return [
        { q, k },
        { q: rows(q, (t, T) => t === T - 1), k },
      ]
    },
    holds: ([whole, alone]) =>
      agreeWithin(
        2e-5,
        rows(whole as TensorValue, (t, T) => t === T - 1),
        alone!,
        ({ index: [h, , s], left, right }) =>
          `head ${h}: key ${s} has the weight ${digits(left, right)} for the last of all queries and ${digits(right, left)} for the same query alone`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the last key changed',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ H: size(4, 4), T: size(5, 6, 2), older: size(2, 3, 0), dHead: size(4, 4) }),
    relation: 'Changing the last key must not change the weights of any earlier query.',
    runs: (sizes, random) => {
      const { q, k } = inputs(sizes, random)
      const [, S, dHead] = k.shape as [number, number, number]
      const values = k.values.map((value, at) =>
        Math.floor(at / dHead) % S === S - 1 ? value + 1 : value,
      )
      return [
        { q, k },
        { q, k: { ...k, values } },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        2e-5,
        rows(before as TensorValue, (t, T) => t < T - 1),
        rows(after as TensorValue, (t, T) => t < T - 1),
        ({ index: [h, t, s], left, right }) =>
          `head ${h}, query ${t}: the weight of key ${s} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
]

const list = (values: readonly number[]): Value => ({
  dtype: 'float64',
  shape: [values.length],
  values: Float64Array.from(values),
})

/** The rows of [H, T, width] that are kept, the same in every head. */
function rows(
  { dtype, shape, values }: TensorValue,
  isKept: (t: number, T: number) => boolean,
): TensorValue {
  const [H, T, width] = shape as [number, number, number]
  const kept = values.filter((_, at) => isKept(Math.floor(at / width) % T, T))
  return { dtype, shape: [H, kept.length / H / width, width], values: kept }
}
