import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly dModel: number
  readonly vocab: number
  /** How many positions are left over after the longest item. */
  readonly spare: number
}

const several: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  T: size(4, 5),
  dModel: size(6, 7),
  vocab: size(10, 11, 3),
  spare: size(2, 3, 0),
})
const severalPlaces: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(4, 5, 2),
  dModel: size(6, 7),
  vocab: size(10, 11, 3),
  spare: size(2, 3, 0),
})

/** Vectors of two tables whose entries are of the same size; item b begins at position `starts[b]`. */
function inputs({ B, T, dModel, vocab, spare }: Sizes, random: Random, starts: readonly number[]) {
  const context = Math.max(...starts) + T + spare
  return {
    ids: random.integers([B, T], 0, vocab - 1),
    first: tensorOf(starts, 'int32'),
    wte: random.normal([vocab, dModel]),
    wpe: random.normal([context, dModel]),
  }
}

const places = ({ B }: Sizes, random: Random) =>
  Array.from({ length: B }, (_, b) => (b === 0 ? 3 : random.integer(0, 6)))

const sameToken = ({ B, T }: Sizes, id: number): TensorValue => ({
  dtype: 'int32',
  shape: [B, T],
  values: new Int32Array(B * T).fill(id),
})

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'the same word at two places',
    points: 2,
    disclosure: 'full',
    inputs: {
      ids: tensorOf([[2, 0, 2]], 'int32'),
      first: tensorOf([0], 'int32'),
      wte: tensorOf([
        [1, 1],
        [5, 7],
        [3, -2],
        [0, 4],
      ]),
      wpe: tensorOf([
        [0.5, 0],
        [0, 0.25],
        [-0.5, 1],
        [2, 2],
      ]),
    },
    expected: tensorOf([
      [
        [3.5, -2],
        [1, 1.25],
        [2.5, -1],
      ],
    ]),
  },
  {
    kind: 'example',
    name: 'two items that begin at different places',
    points: 1,
    disclosure: 'full',
    inputs: {
      ids: tensorOf(
        [
          [1, 1],
          [1, 0],
        ],
        'int32',
      ),
      first: tensorOf([2, 0], 'int32'),
      wte: tensorOf([
        [1, 2, 3],
        [10, 20, 30],
      ]),
      wpe: tensorOf([
        [0.5, 0, 0],
        [0, 0.5, 0],
        [0, 0, 0.5],
        [-1, -1, -1],
      ]),
    },
    expected: tensorOf([
      [
        [10, 20, 30.5],
        [9, 19, 29],
      ],
      [
        [10.5, 20, 30],
        [1, 2.5, 3],
      ],
    ]),
  },
  randomCase<Sizes>({
    name: 'one item from the beginning',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({
      B: fc.constant(1),
      T: size(5, 6),
      dModel: size(4, 4),
      vocab: size(7, 8, 3),
      spare: size(3, 3, 0),
    }),
    inputs: (sizes, random) => inputs(sizes, random, [0]),
  }),
  randomCase<Sizes>({
    name: 'a batch, each item from its own place on',
    points: 2,
    disclosure: 'full',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, places(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'one token each, up to the last position',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: size(4, 5),
      T: fc.constant(1),
      dModel: size(6, 7),
      vocab: size(12, 13, 3),
      spare: fc.constant(0),
    }),
    inputs: (sizes, random) => inputs(sizes, random, places(sizes, random)),
  }),
  invariantCase<Sizes>({
    name: 'another word at every place',
    points: 2,
    disclosure: 'full',
    sizes: severalPlaces,
    relation:
      'If every token is exchanged for the same other one, all places change by the same vector.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, places(sizes, random))
      return [
        { ...given, ids: sameToken(sizes, 0) },
        { ...given, ids: sameToken(sizes, 2) },
      ]
    },
    holds: ([before, after]) => {
      const { shape, values } = before as TensorValue
      const change = Float64Array.from(
        (after as TensorValue).values,
        (value, at) => value - values[at]!,
      )
      const dModel = shape[2]!
      const ofFirst = change.map((_, at) => change[at % dModel]!)
      return agreeWithin(
        1e-4,
        { dtype: 'float64', shape, values: change },
        { dtype: 'float64', shape, values: ofFirst },
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, token ${t}: channel ${c} changed by ${digits(left, right)}, that of the first token by ${digits(right, left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'one place further on',
    points: 2,
    disclosure: 'full',
    sizes: severalPlaces,
    relation:
      'When a text of one repeated word begins one place later, each token becomes what the one after it was.',
    runs: (sizes, random) => {
      const starts = places(sizes, random)
      const given = { ...inputs(sizes, random, [...starts, 7]), ids: sameToken(sizes, 1) }
      const first = (by: number) =>
        tensorOf(
          starts.map((start) => start + by),
          'int32',
        )
      return [
        { ...given, first: first(0) },
        { ...given, first: first(1) },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        1e-4,
        tokens(before, (t) => t > 0),
        tokens(after, (t, T) => t < T - 1),
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, channel ${c}: token ${t! + 1} was ${digits(left, right)}, and one place later token ${t} is ${digits(right, left)}`,
      ),
  }),
]

/** The tokens of [B, T, dModel] that are kept, the same in every item. */
function tokens(value: Value | undefined, isKept: (t: number, T: number) => boolean): TensorValue {
  const { dtype, shape, values } = value as TensorValue
  const [B, T, dModel] = shape as [number, number, number]
  const kept = values.filter((_, at) => isKept(Math.floor(at / dModel) % T, T))
  return { dtype, shape: [B, T - 1, dModel], values: kept }
}
