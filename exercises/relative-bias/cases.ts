import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly T: number
  readonly S: number
  readonly H: number
}

/**
 * How many buckets, and the distance of the last one. None of these has a border on a whole number:
 * floor never stands before a choice that rounding decides.
 */
interface Buckets {
  readonly nBuckets: number
  readonly maxDistance: number
  readonly bidirectional: boolean
}

const oneWay: Buckets = { nBuckets: 8, maxDistance: 24, bidirectional: false }
const oneWayFine: Buckets = { nBuckets: 12, maxDistance: 40, bidirectional: false }
const twoWays: Buckets = { nBuckets: 16, maxDistance: 24, bidirectional: true }
const twoWaysFine: Buckets = { nBuckets: 20, maxDistance: 33, bidirectional: true }

const manyQueries: fc.Arbitrary<Sizes> = fc.record({
  T: size(48, 52),
  S: size(6, 7),
  H: size(3, 3),
})
const manyKeys: fc.Arbitrary<Sizes> = fc.record({ T: size(6, 7), S: size(48, 52), H: size(3, 3) })
const alike: fc.Arbitrary<Sizes> = fc.record({
  T: size(9, 10, 2),
  S: size(12, 13, 2),
  H: size(3, 3),
})

function inputs({ T, S, H }: Sizes, random: Random, { nBuckets, ...rest }: Buckets) {
  return { table: random.normal([nBuckets, H]), T, S, ...rest }
}

const biasOf = (output: Value | undefined) => (output as { readonly bias: TensorValue }).bias
const integers = (rows: readonly (readonly number[])[]) => tensorOf(rows, 'int32')

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'both directions, four buckets for each',
    points: 2,
    disclosure: 'full',
    inputs: {
      table: tensorOf([
        [0, 10],
        [1, 11],
        [2, 12],
        [3, 13],
        [4, 14],
        [5, 15],
        [6, 16],
        [7, 17],
      ]),
      T: 3,
      S: 4,
      maxDistance: 9,
      bidirectional: true,
    },
    expected: {
      buckets: integers([
        [0, 5, 6, 6],
        [1, 0, 5, 6],
        [2, 1, 0, 5],
      ]),
      bias: tensorOf([
        [
          [0, 5, 6, 6],
          [1, 0, 5, 6],
          [2, 1, 0, 5],
        ],
        [
          [10, 15, 16, 16],
          [11, 10, 15, 16],
          [12, 11, 10, 15],
        ],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'only the past, four buckets',
    points: 1,
    disclosure: 'full',
    inputs: {
      table: tensorOf([[0.5], [-1], [2], [4]]),
      T: 7,
      S: 2,
      maxDistance: 9,
      bidirectional: false,
    },
    expected: {
      buckets: integers([
        [0, 0],
        [1, 0],
        [2, 1],
        [2, 2],
        [2, 2],
        [3, 2],
        [3, 3],
      ]),
      bias: tensorOf([
        [
          [0.5, 0.5],
          [-1, 0.5],
          [2, -1],
          [2, 2],
          [2, 2],
          [4, 2],
          [4, 4],
        ],
      ]),
    },
  },
  randomCase<Sizes>({
    name: 'a short sequence',
    points: 1,
    disclosure: 'full',
    sizes: alike,
    inputs: (sizes, random) => inputs(sizes, random, twoWays),
  }),
  randomCase<Sizes>({
    name: 'the far past',
    points: 2,
    disclosure: 'full',
    sizes: manyQueries,
    inputs: (sizes, random) => inputs(sizes, random, oneWay),
  }),
  randomCase<Sizes>({
    name: 'the far future',
    points: 2,
    disclosure: 'full',
    sizes: manyKeys,
    inputs: (sizes, random) => inputs(sizes, random, twoWays),
  }),
  randomCase<Sizes>({
    name: 'finer buckets, both directions',
    points: 2,
    disclosure: 'diagnosis',
    sizes: manyQueries,
    inputs: (sizes, random) => inputs(sizes, random, twoWaysFine),
  }),
  randomCase<Sizes>({
    name: 'finer buckets, keys that lie ahead',
    points: 1,
    disclosure: 'diagnosis',
    sizes: manyKeys,
    inputs: (sizes, random) => inputs(sizes, random, oneWayFine),
  }),
  invariantCase<Sizes>({
    name: 'one place further on',
    points: 2,
    disclosure: 'full',
    sizes: alike,
    relation: 'When query and key both move one place on, the bias stays the same.',
    runs: (sizes, random) => [inputs(sizes, random, twoWays)],
    holds: ([output]) => {
      const bias = biasOf(output)
      const [, T, S] = bias.shape as [number, number, number]
      return agreeWithin(
        0,
        part(bias, 0, T - 1, S - 1),
        part(bias, 1, T - 1, S - 1),
        ({ index: [h, t, s], left, right }) =>
          `head ${h}: from query ${t} to key ${s} it is ${digits(left, right)}, from query ${t! + 1} to key ${s! + 1} it is ${digits(right, left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'a longer sequence',
    points: 2,
    disclosure: 'full',
    sizes: alike,
    relation: 'More queries and keys at the end must not change the bias of those in front.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, twoWaysFine)
      return [given, { ...given, T: sizes.T + 5, S: sizes.S + 4 }]
    },
    holds: ([before, after]) => {
      const short = biasOf(before)
      const [, T, S] = short.shape as [number, number, number]
      return agreeWithin(
        0,
        short,
        part(biasOf(after), 0, T, S),
        ({ index: [h, t, s], left, right }) =>
          `head ${h}, query ${t}, key ${s} changed from ${digits(left, right)} to ${digits(right, left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the last head relearned',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ T: size(9, 10), S: size(12, 13), H: size(3, 3, 2) }),
    relation: 'Changing what the last head has learned must not change the bias of another head.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, twoWays)
      const { dtype, shape, values } = given.table
      const table = values.map((value, at) => (at % sizes.H === sizes.H - 1 ? value + 1 : value))
      return [given, { ...given, table: { dtype, shape, values: table } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        withoutLastHead(biasOf(before)),
        withoutLastHead(biasOf(after)),
        ({ index: [h, t, s], left, right }) =>
          `head ${h}, query ${t}, key ${s} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
]

/** `rows` queries and `columns` keys of each head, from query and key `first` on. */
function part(
  { dtype, shape, values }: TensorValue,
  first: number,
  rows: number,
  columns: number,
): TensorValue {
  const [H, T, S] = shape as [number, number, number]
  const isIn = (place: number, count: number) => place >= first && place < first + count
  const kept = values.filter((_, at) => isIn(Math.floor(at / S) % T, rows) && isIn(at % S, columns))
  return { dtype, shape: [H, rows, columns], values: kept }
}

function withoutLastHead({ dtype, shape, values }: TensorValue): TensorValue {
  const [H, T, S] = shape as [number, number, number]
  return { dtype, shape: [H - 1, T, S], values: values.slice(0, (H - 1) * T * S) }
}
