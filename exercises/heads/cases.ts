import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import { elementCount, type Inputs, type TensorValue, type Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly nHeads: number
  readonly dHead: number
}

const several: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(5, 6),
  nHeads: size(3, 3),
  dHead: size(4, 4),
})
const severalTokens: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(5, 6, 2),
  nHeads: size(3, 3),
  dHead: size(4, 4),
})
const severalHeads: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(5, 6),
  nHeads: size(3, 3, 2),
  dHead: size(4, 4),
})

const shapes = ({ B, T, nHeads, dHead }: Sizes) => ({
  x: [B, T, nHeads * dHead],
  z: [B, nHeads, T, dHead],
})

function inputs(sizes: Sizes, random: Random): Inputs {
  const { x, z } = shapes(sizes)
  return { x: random.normal(x), z: random.normal(z), nHeads: sizes.nHeads }
}

/** 0, 1, 2 … in row-major order: a value tells where it came from. */
function numbered(shape: readonly number[]): TensorValue {
  const values = Float32Array.from({ length: elementCount(shape) }, (_, at) => at)
  return { dtype: 'float32', shape, values }
}

const field = (output: Value | undefined, name: string) =>
  (output as Readonly<Record<string, TensorValue>>)[name]!

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'three tokens, two heads of width two',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [0, 1, 2, 3],
          [10, 11, 12, 13],
          [20, 21, 22, 23],
        ],
      ]),
      z: tensorOf([
        [
          [
            [1, 2],
            [5, 6],
            [9, 10],
          ],
          [
            [3, 4],
            [7, 8],
            [11, 12],
          ],
        ],
      ]),
      nHeads: 2,
    },
    expected: {
      split: tensorOf([
        [
          [
            [0, 1],
            [10, 11],
            [20, 21],
          ],
          [
            [2, 3],
            [12, 13],
            [22, 23],
          ],
        ],
      ]),
      merged: tensorOf([
        [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
          [9, 10, 11, 12],
        ],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'two items, two tokens, three heads of width one',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [0, 1, 2],
          [10, 11, 12],
        ],
        [
          [100, 101, 102],
          [110, 111, 112],
        ],
      ]),
      z: tensorOf([
        [
          [[1], [4]],
          [[2], [5]],
          [[3], [6]],
        ],
        [
          [[10], [40]],
          [[20], [50]],
          [[30], [60]],
        ],
      ]),
      nHeads: 3,
    },
    expected: {
      split: tensorOf([
        [
          [[0], [10]],
          [[1], [11]],
          [[2], [12]],
        ],
        [
          [[100], [110]],
          [[101], [111]],
          [[102], [112]],
        ],
      ]),
      merged: tensorOf([
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [10, 20, 30],
          [40, 50, 60],
        ],
      ]),
    },
  },
  randomCase<Sizes>({
    name: 'one item, two heads',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ B: fc.constant(1), T: size(4, 5), nHeads: size(2, 2), dHead: size(3, 3) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a batch, three heads',
    points: 2,
    disclosure: 'full',
    sizes: several,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'more heads than channels in one',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(2, 2), T: size(3, 4), nHeads: size(6, 7), dHead: size(2, 2) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a single head',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(2, 2), T: size(3, 4), nHeads: fc.constant(1), dHead: size(5, 5) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'merging undoes splitting',
    points: 2,
    disclosure: 'full',
    sizes: several,
    relation: 'Merging what splitting gives must give back the tokens, exactly.',
    runs: (sizes) => {
      const { x, z } = shapes(sizes)
      return [{ x: numbered(x), z: numbered(z), nHeads: sizes.nHeads }]
    },
    // With numbered places the result of merging says where each number is taken from: there stands what splitting put.
    holds: ([output], [given]) => {
      const { values: split } = field(output, 'split')
      const merged = field(output, 'merged')
      const back = Float64Array.from(merged.values, (place) => split[place] ?? NaN)
      return agreeWithin(
        0,
        { ...merged, dtype: 'float64', values: back },
        given!['x'] as TensorValue,
        ({ index: [b, t, c], left, right }) =>
          `split and merged again, channel ${c} of token ${t} of item ${b} is ${digits(left)}, and it was ${digits(right)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the last token changed',
    points: 2,
    disclosure: 'full',
    sizes: severalTokens,
    relation: 'Changing the last token must leave all other tokens of every head as they are.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const x = given['x'] as TensorValue
      const [, T, width] = x.shape as [number, number, number]
      const values = x.values.map((value, at) =>
        Math.floor(at / width) % T === T - 1 ? value + 1 : value,
      )
      return [given, { ...given, x: { ...x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        withoutLastToken(field(before, 'split')),
        withoutLastToken(field(after, 'split')),
        ({ index: [item, t, c], left, right }) =>
          `channel ${c} of token ${t} in head ${item}, counted through all items, changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the last head changed',
    points: 2,
    disclosure: 'full',
    sizes: severalHeads,
    relation:
      'Changing the last head must leave all channels of the merged tokens but the last dHead as they are.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const z = given['z'] as TensorValue
      const [, H, T, dHead] = z.shape as [number, number, number, number]
      const values = z.values.map((value, at) =>
        Math.floor(at / (T * dHead)) % H === H - 1 ? value + 1 : value,
      )
      return [given, { ...given, z: { ...z, values } }]
    },
    holds: ([before, after], [given]) => {
      const [, , , dHead] = (given!['z'] as TensorValue).shape as [number, number, number, number]
      return agreeWithin(
        0,
        withoutLastChannels(field(before, 'merged'), dHead),
        withoutLastChannels(field(after, 'merged'), dHead),
        ({ index: [b, t, c], left, right }) =>
          `channel ${c} of token ${t} of item ${b} changed from ${digits(left, right)} to ${digits(right, left)}`,
      )
    },
  }),
]

/** [B, H, T, dHead] as [B·H, T - 1, dHead]. */
function withoutLastToken({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, H, T, dHead] = shape as [number, number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dHead) % T < T - 1)
  return { dtype, shape: [B * H, T - 1, dHead], values: kept }
}

/** [B, T, dModel] as [B, T, dModel - count]. */
function withoutLastChannels({ dtype, shape, values }: TensorValue, count: number): TensorValue {
  const [B, T, width] = shape as [number, number, number]
  const kept = values.filter((_, at) => at % width < width - count)
  return { dtype, shape: [B, T, width - count], values: kept }
}
