import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
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
  S: size(8, 9, 2),
  dHead: size(3, 4),
  dV: size(6, 6),
})
const moreQueries: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(7, 8),
  S: size(4, 5, 2),
  dHead: size(3, 3),
  dV: size(6, 6),
})

/** Entries of deviation 1.5 give scores within about ±4: large enough that every slip shows. */
function queriesKeysValues({ B, T, S, dHead, dV }: Sizes, random: Random) {
  return {
    q: random.normal([B, T, dHead], 1.5),
    k: random.normal([B, S, dHead], 1.5),
    v: random.normal([B, S, dV]),
  }
}

/** A length for every item: the first is full, the last has padding. */
function someLengths({ B, S }: Sizes, random: Random, shortest = 1): TensorValue {
  const lengths = random.integers([B], shortest, S)
  lengths.values[0] = S
  lengths.values[B - 1] = random.integer(shortest, S - 1)
  return lengths
}

const noPadding = ({ B, S }: Sizes) => tensorOf(new Array<number>(B).fill(S), 'int32')

/** [B, S, d] with every entry from row `start(b)` of item b on replaced by its negative. */
function negatedFrom(start: (b: number) => number, { dtype, shape, values }: TensorValue) {
  const [, S, width] = shape as [number, number, number]
  const edited = values.map((value, at) => {
    const row = Math.floor(at / width)
    return row % S < start(Math.floor(row / S)) ? value : -value
  })
  return { dtype, shape, values: edited } satisfies TensorValue
}

const changed = ({ index: [b, t, d], left, right }: Place) =>
  `item ${b}, query ${t}, channel ${d} changed from ${digits(left, right)} to ${digits(right, left)}`

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'nothing hidden',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[1]]]),
      k: tensorOf([[[1], [2], [0]]]),
      v: tensorOf([
        [
          [4, 0],
          [0, 8],
          [2, 2],
        ],
      ]),
      lengths: tensorOf([3], 'int32'),
      offset: null,
    },
    // Scores 1, 2 and 0; weights e, e² and 1 over 1 + e + e².
    expected: tensorOf([
      [[4 * Math.E + 2, 8 * Math.E ** 2 + 2].map((sum) => sum / (1 + Math.E + Math.E ** 2))],
    ]),
  },
  {
    kind: 'example',
    name: 'three tokens and two of padding, causal',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[1], [1], [1], [1], [1]]]),
      k: tensorOf([[[1], [2], [1], [3], [-1]]]),
      v: tensorOf([
        [
          [4, 0],
          [0, 8],
          [-2, 2],
          [6, -4],
          [1, 1],
        ],
      ]),
      lengths: tensorOf([3], 'int32'),
      offset: 0,
    },
    // Query 0 sees key 0; query 1 sees two keys, as above; the rest see three, with weights 1, e, 1 over 2 + e.
    expected: tensorOf([
      [
        [4, 0],
        [4 / (1 + Math.E), (8 * Math.E) / (1 + Math.E)],
        [2 / (2 + Math.E), (8 * Math.E + 2) / (2 + Math.E)],
        [2 / (2 + Math.E), (8 * Math.E + 2) / (2 + Math.E)],
        [2 / (2 + Math.E), (8 * Math.E + 2) / (2 + Math.E)],
      ],
    ]),
  },
  {
    kind: 'example',
    name: 'an item that has no keys',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[1]], [[1]]]),
      k: tensorOf([
        [[1], [2], [3]],
        [[2], [1], [3]],
      ]),
      v: tensorOf([
        [
          [4, 0],
          [0, 8],
          [2, 2],
        ],
        [
          [1, 3],
          [5, 7],
          [-9, 4],
        ],
      ]),
      lengths: tensorOf([2, 0], 'int32'),
      offset: null,
    },
    // Item 0 has scores 1 and 2, and weights 1 and e over 1 + e; in item 1 everything is padding.
    expected: tensorOf([[[4 / (1 + Math.E), (8 * Math.E) / (1 + Math.E)]], [[0, 0]]]),
  },
  randomCase<Sizes>({
    name: 'padding only',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: (sizes, random) => ({
      ...queriesKeysValues(sizes, random),
      lengths: someLengths(sizes, random),
      offset: null,
    }),
  }),
  randomCase<Sizes>({
    name: 'causal, the queries are the last tokens',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: (sizes, random) => ({
      ...queriesKeysValues(sizes, random),
      lengths: noPadding(sizes),
      offset: sizes.S - sizes.T,
    }),
  }),
  randomCase<Sizes>({
    name: 'padding and causal',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: (sizes, random) => ({
      ...queriesKeysValues(sizes, random),
      lengths: someLengths(sizes, random),
      offset: random.integer(0, 1),
    }),
  }),
  randomCase<Sizes>({
    name: 'more queries than keys',
    points: 2,
    disclosure: 'diagnosis',
    sizes: moreQueries,
    inputs: (sizes, random) => ({
      ...queriesKeysValues(sizes, random),
      lengths: someLengths(sizes, random),
      offset: 0,
    }),
  }),
  randomCase<Sizes>({
    name: 'queries before the first key',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    inputs: (sizes, random) => ({
      ...queriesKeysValues(sizes, random),
      lengths: someLengths(sizes, random, 0),
      offset: random.integer(-3, -1),
    }),
  }),
  randomCase<Sizes>({
    name: 'scores near -100000',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fewerQueries,
    // Whole numbers, and a last channel that adds -100000 to all scores of every query but the first:
    // float32 holds these scores exactly.
    inputs: (sizes, random) => {
      const { B, T, S, dV } = sizes
      const wholeNumbers = (rows: number, last: (row: number) => number) => {
        const { shape, values } = random.integers([B, rows, 4], -2, 2)
        const numbers = Float32Array.from(values, (value, at) =>
          at % 4 === 3 ? last(Math.floor(at / 4) % rows) : value,
        )
        return { dtype: 'float32', shape, values: numbers } as const
      }
      return {
        q: wholeNumbers(T, (t) => (t === 0 ? 0 : -200000)),
        k: wholeNumbers(S, () => 1),
        v: random.normal([B, S, dV]),
        lengths: someLengths(sizes, random),
        offset: 1,
      }
    },
  }),
  randomCase<Sizes>({
    name: 'padding with the highest scores',
    points: 1,
    disclosure: 'full',
    sizes: fewerQueries,
    // Keys of padding score above 50000: hidden after the exponential, or with a small penalty, they
    // leave nothing to the others.
    inputs: (sizes, random) => {
      const { B, T, S, dHead } = sizes
      const given = queriesKeysValues(sizes, random)
      const lengths = someLengths(sizes, random)
      const keys = given.k.values.map((entry, at) => {
        const row = Math.floor(at / dHead)
        return row % S < lengths.values[Math.floor(row / S)]! ? entry : 60000
      })
      return {
        ...given,
        q: random.uniform([B, T, dHead], 0.5, 1.5),
        k: { ...given.k, values: keys },
        lengths,
        offset: null,
      }
    },
  }),
  invariantCase<Omit<Sizes, 'S'>>({
    name: 'the last token changed',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ B: size(2, 3), T: size(5, 6, 2), dHead: size(3, 4), dV: size(7, 7) }),
    relation: 'Changing the last token must not change the output of any earlier token at all.',
    runs: (sizes, random) => {
      const S = sizes.T
      const given = queriesKeysValues({ ...sizes, S }, random)
      const masks = { lengths: noPadding({ ...sizes, S }), offset: 0 }
      const edited = {
        q: negatedFrom(() => S - 1, given.q),
        k: negatedFrom(() => S - 1, given.k),
        v: negatedFrom(() => S - 1, given.v),
      }
      return [
        { ...given, ...masks },
        { ...edited, ...masks },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(0, withoutLastQuery(before!), withoutLastQuery(after!), changed),
  }),
  invariantCase<Sizes>({
    name: 'the padding changed',
    points: 2,
    disclosure: 'full',
    sizes: fewerQueries,
    relation: 'Changing keys and values of the padding must not change the output at all.',
    runs: (sizes, random) => {
      const given = {
        ...queriesKeysValues(sizes, random),
        lengths: someLengths(sizes, random),
        offset: null,
      }
      const start = (b: number) => given.lengths.values[b]!
      return [given, { ...given, k: negatedFrom(start, given.k), v: negatedFrom(start, given.v) }]
    },
    holds: ([before, after]) => agreeWithin(0, before!, after!, changed),
  }),
]

/** [B, T, dV] as [B, T - 1, dV]. */
function withoutLastQuery(output: Value): TensorValue {
  const { dtype, shape, values } = output as TensorValue
  const [B, T, dV] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dV) % T < T - 1)
  return { dtype, shape: [B, T - 1, dV], values: kept }
}
