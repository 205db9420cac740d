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
  readonly dHead: number
  readonly dV: number
  /** n / 2, the columns of r. */
  readonly half: number
}

const sizesWith = (fixed: Partial<Record<keyof Sizes, fc.Arbitrary<number>>>) =>
  fc.record({
    B: size(2, 2),
    T: size(9, 10, 2),
    dHead: size(4, 4),
    dV: size(6, 6),
    half: size(2, 2),
    ...fixed,
  }) as fc.Arbitrary<Sizes>

function inputs(sizes: Sizes, random: Random, causal = false) {
  const { B, T, dHead, dV, half } = sizes
  const r = random.normal([dHead, half])
  const rows = Array.from({ length: B }, () =>
    Array.from({ length: T }, () => clearToken(r, random)),
  )
  return { x: tensorOf(rows), v: random.normal([B, T, dV]), r, causal }
}

/** A token whose bucket is beyond doubt: the two largest of [xR; -xR] are well apart. */
function clearToken(r: TensorValue, random: Random): number[] {
  const [dHead, half] = r.shape as [number, number]
  for (;;) {
    const token = Array.from(random.normal([dHead], 2).values)
    const turned = Array.from({ length: half }, (_, column) =>
      token.reduce((sum, value, d) => sum + value * r.values[d * half + column]!, 0),
    )
    const [first, second] = [...turned, ...turned.map((one) => -one)].sort((a, b) => b - a)
    if (first! - second! > 0.05) return token
  }
}

const bucketsIn = (result: Value | undefined) =>
  (result as { readonly buckets: TensorValue }).buckets
const outputIn = (result: Value | undefined) => (result as { readonly output: TensorValue }).output

const axes = tensorOf([
  [1, 0],
  [0, 1],
])

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'six tokens in four buckets',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [3, 1],
          [-2, 1],
          [2, 0],
          [0, -4],
          [5, 0],
          [-1, 0],
        ],
      ]),
      v: tensorOf([[[1], [2], [4], [8], [4], [32]]]),
      r: axes,
      causal: false,
    },
    expected: {
      buckets: tensorOf([[0, 2, 0, 3, 0, 2]], 'int32'),
      output: tensorOf([[[4], [32], [secondRow(2)], [8], [secondRow(5)], [2]]]),
    },
  },
  {
    kind: 'example',
    name: 'the same, causal',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [3, 1],
          [-2, 1],
          [2, 0],
          [0, -4],
          [5, 0],
          [-1, 0],
        ],
      ]),
      v: tensorOf([[[1], [2], [4], [8], [4], [32]]]),
      r: axes,
      causal: true,
    },
    expected: {
      buckets: tensorOf([[0, 2, 0, 3, 0, 2]], 'int32'),
      output: tensorOf([[[1], [2], [1], [8], [secondRow(5)], [2]]]),
    },
  },
  randomCase<Sizes>({
    name: 'four buckets',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({}),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'four buckets, causal',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({ T: size(11, 12, 2), dHead: size(3, 3) }),
    inputs: (sizes, random) => inputs(sizes, random, true),
  }),
  randomCase<Sizes>({
    name: 'six buckets, some with a single token',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ half: size(3, 3), T: size(7, 7, 2), dHead: size(5, 5) }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'two buckets',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ half: fc.constant(1) }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'one token, by itself',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ T: fc.constant(1), B: size(3, 3) }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  invariantCase<Sizes>({
    name: 'tokens turned round',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ half: size(3, 3) }),
    relation:
      'A vector and its opposite are in opposite buckets: with -x for x every bucket moves by n / 2, and the output stays.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.x.values.map((value) => -value)
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after], [given]) => {
      const half = (given!['r'] as TensorValue).shape[1]!
      const buckets = bucketsIn(before)
      const opposite = buckets.values.map((bucket) => (bucket + half) % (2 * half))
      return (
        agreeWithin(
          0,
          bucketsIn(after),
          { ...buckets, values: opposite },
          ({ index: [b, t], left, right }) =>
            `token ${t} of item ${b}, turned round, is in bucket ${left}; opposite to where it was is ${right}`,
        ) ??
        agreeWithin(
          2e-5,
          outputIn(before),
          outputIn(after),
          ({ index: [b, t, c], left, right }) =>
            `item ${b}, token ${t}, channel ${c} changed from ${digits(left, right)} to ${digits(right, left)} when all tokens were turned round`,
        )
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the first item alone',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ B: size(3, 3, 2) }),
    relation: 'Buckets belong to one item: other tokens in the last item must not change item 0.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const other = inputs(sizes, random)
      return [given, { ...given, x: lastItemOf(other.x, given.x), v: lastItemOf(other.v, given.v) }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        firstItem(outputIn(before)),
        firstItem(outputIn(after)),
        ({ index: [, t, c], left, right }) =>
          `item 0, token ${t}, channel ${c} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
]

/** What x = (length, 0) reads: a value of 1 at the key (3, 1) / √10, and one of 4 at the key (1, 0). */
function secondRow(length: number): number {
  const weight = Math.exp(((3 / Math.sqrt(10) - 1) * length) / Math.SQRT2)
  return (weight + 4) / (weight + 1)
}

function firstItem({ dtype, shape, values }: TensorValue): TensorValue {
  const perItem = values.length / shape[0]!
  return { dtype, shape: [1, ...shape.slice(1)], values: values.slice(0, perItem) }
}

/** `tensor` with the last item of `from`. */
function lastItemOf(from: TensorValue, tensor: TensorValue): TensorValue {
  const start = tensor.values.length - tensor.values.length / tensor.shape[0]!
  return {
    ...tensor,
    values: tensor.values.map((value, at) => (at < start ? value : from.values[at]!)),
  }
}
