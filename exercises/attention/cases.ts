import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
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
  B: size(2, 3),
  T: size(4, 5),
  S: size(7, 8),
  dHead: size(3, 4),
  dV: size(6, 6),
})
const moreQueries: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(7, 8),
  S: size(4, 5),
  dHead: size(3, 3),
  dV: size(6, 6),
})

/** Entries of deviation 1.5 give scores within about ±4: large enough that every slip shows. */
function inputs({ B, T, S, dHead, dV }: Sizes, random: Random, mask: TensorValue | null) {
  return {
    q: random.normal([B, T, dHead], 1.5),
    k: random.normal([B, S, dHead], 1.5),
    v: random.normal([B, S, dV]),
    mask,
  }
}

/** About half of the keys are hidden from each query, but never all. */
function someMask({ T, S }: Sizes, random: Random): TensorValue {
  const mask = random.booleans([T, S], 0.5)
  for (let t = 0; t < T; t++) mask.values[t * S + random.integer(0, S - 1)] = 1
  return mask
}

/**
 * Queries and keys of whole numbers, whose last channel adds `by` to all scores of every query but
 * the first. float32 holds these scores exactly, so only the softmax and the mask can go wrong.
 */
function shiftedScores(by: number) {
  return (sizes: Sizes, random: Random) => {
    const { B, T, S, dV } = sizes
    const wholeNumbers = (rows: number, last: (row: number) => number) => {
      const { shape, values } = random.integers([B, rows, 4], -2, 2)
      const numbers = Float32Array.from(values, (value, at) =>
        at % 4 === 3 ? last(Math.floor(at / 4) % rows) : value,
      )
      return { dtype: 'float32', shape, values: numbers } as const
    }
    return {
      q: wholeNumbers(T, (t) => (t === 0 ? 0 : 2 * by)),
      k: wholeNumbers(S, () => 1),
      v: random.normal([B, S, dV]),
      mask: someMask(sizes, random),
    }
  }
}

/**
 * Keys that the mask hides from every query have the highest scores by far, above 50000: hidden after
 * the exponential, or with a small penalty, they leave nothing to the others.
 */
function highestScoresHidden(sizes: Sizes, random: Random) {
  const { B, T, S, dHead } = sizes
  const given = inputs(sizes, random, someMask(sizes, random))
  const isHidden = (s: number) => s % 3 === 1
  for (const at of given.mask!.values.keys()) if (isHidden(at % S)) given.mask!.values[at] = 0
  for (let t = 0; t < T; t++) given.mask!.values[t * S] = 1
  const keys = given.k.values.map((entry, at) =>
    isHidden(Math.floor(at / dHead) % S) ? 60000 : entry,
  )
  return {
    ...given,
    q: random.uniform([B, T, dHead], 0.5, 1.5),
    k: { ...given.k, values: keys },
  }
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one query, three keys',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[1, 1, 1, 1]]]),
      k: tensorOf([
        [
          [1, 1, 0, 0],
          [1, 1, 1, 1],
          [1, -1, 0, 0],
        ],
      ]),
      v: tensorOf([
        [
          [4, 0],
          [0, 8],
          [2, 2],
        ],
      ]),
      mask: null,
    },
    // Scores 2/2, 4/2 and 0/2; weights e, e² and 1 over 1 + e + e².
    expected: tensorOf([
      [[4 * Math.E + 2, 8 * Math.E ** 2 + 2].map((sum) => sum / (1 + Math.E + Math.E ** 2))],
    ]),
  },
  {
    kind: 'example',
    name: 'two queries, three keys, a mask',
    points: 2,
    disclosure: 'full',
    inputs: {
      q: tensorOf([
        [
          [2, 0, 0, 0],
          [0, 2, 0, 0],
        ],
      ]),
      k: tensorOf([
        [
          [1, 2, 0, 0],
          [2, 1, 0, 0],
          [3, -1, 0, 0],
        ],
      ]),
      v: tensorOf([
        [
          [1, 2],
          [3, -4],
          [-5, 6],
        ],
      ]),
      mask: tensorOf(
        [
          [0, 1, 0],
          [1, 1, 0],
        ],
        'bool',
      ),
    },
    // Query 0 sees key 1 alone; query 1 has scores 2 and 1, so weights e/(1+e) and 1/(1+e).
    expected: tensorOf([
      [
        [3, -4],
        [(Math.E + 3) / (1 + Math.E), (2 * Math.E - 4) / (1 + Math.E)],
      ],
    ]),
  },
  randomCase<Sizes>({
    name: 'fewer queries than keys, no mask',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  randomCase<Sizes>({
    name: 'fewer queries than keys, random mask',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: (sizes, random) => inputs(sizes, random, someMask(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'one key',
    points: 1,
    disclosure: 'full',
    sizes: fc.record({
      B: size(2, 2),
      T: size(3, 3),
      S: fc.constant(1),
      dHead: size(5, 5),
      dV: size(4, 4),
    }),
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  randomCase<Sizes>({
    name: 'more queries than keys, random mask',
    points: 2,
    disclosure: 'diagnosis',
    sizes: moreQueries,
    inputs: (sizes, random) => inputs(sizes, random, someMask(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'scores near 1000',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fewerQueries,
    inputs: shiftedScores(1000),
  }),
  randomCase<Sizes>({
    name: 'scores near -1000000',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fewerQueries,
    inputs: shiftedScores(-1000000),
  }),
  randomCase<Sizes>({
    name: 'hidden keys with the highest scores',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: highestScoresHidden,
  }),
  invariantCase<Sizes>({
    name: 'the same value at every key',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    relation: 'When every key has the same value, every output is that value: weights sum to 1.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someMask(sizes, random))
      const { B, S, dV } = sizes
      const value = random.normal([dV])
      const values = Float32Array.from({ length: B * S * dV }, (_, at) => value.values[at % dV]!)
      return [{ ...given, v: { dtype: 'float32', shape: [B, S, dV], values } }]
    },
    holds: ([output], [given]) => {
      const { shape, values } = output as TensorValue
      const [, , dV] = shape as [number, number, number]
      const v = given!.v as TensorValue
      const due = { ...v, shape, values: values.map((_, at) => v.values[at % dV]!) }
      return agreeWithin(
        1e-5,
        output!,
        due,
        ({ index: [b, t, d], left, right }) =>
          `every value holds ${digits(right)} in channel ${d}, but item ${b}, query ${t} gives ${digits(left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'keys and values in another order',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    relation: 'Reversing the keys together with their values must not change the output.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, null)
      return [given, { ...given, k: reversedRows(given.k), v: reversedRows(given.v) }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        2e-5,
        before!,
        after!,
        ({ index: [b, t, d], left, right }) =>
          `item ${b}, query ${t}, channel ${d} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
]

/** [B, S, d] with the order of its S rows reversed in every item. */
function reversedRows({ dtype, shape, values }: TensorValue): TensorValue {
  const [, S, width] = shape as [number, number, number]
  const reversed = values.map((_, at) => {
    const [row, channel] = [Math.floor(at / width), at % width]
    const item = Math.floor(row / S)
    return values[(item * S + (S - 1 - (row % S))) * width + channel]!
  })
  return { dtype, shape, values: reversed }
}
