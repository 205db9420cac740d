import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly I: number
  readonly H: number
}

const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(4, 5),
  I: size(3, 3),
  H: size(6, 7),
})
const threeItems: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  T: size(5, 6),
  I: size(7, 8),
  H: size(2, 2),
})
const oneStep: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: fc.constant(1),
  I: size(4, 5),
  H: size(3, 3),
})

/** Sums before the gates of up to about ±3; every block has a bias of its own. Nothing is padding. */
function inputs({ B, T, I, H }: Sizes, random: Random) {
  return {
    x: random.normal([B, T, I]),
    lengths: allSteps(B, T),
    h0: random.uniform([B, H], -0.9, 0.9),
    c0: random.normal([B, H]),
    weights: {
      Wx: random.normal([4 * H, I], 1 / Math.sqrt(I)),
      Wh: random.normal([4 * H, H], 1 / Math.sqrt(H)),
      b: random.normal([4 * H], 0.7),
    },
  } satisfies Inputs
}

function allSteps(B: number, T: number): TensorValue {
  return { dtype: 'int32', shape: [B], values: new Int32Array(B).fill(T) }
}

/** Item 0 ends early, the others anywhere after the first step; at least one step each. */
function padded(sizes: Sizes, random: Random) {
  const given = inputs(sizes, random)
  const { B, T } = sizes
  const values = Int32Array.from({ length: B }, (_, item) =>
    item === 0 ? Math.min(2, T) : random.integer(1, T),
  )
  return { ...given, lengths: { ...given.lengths, values } }
}

interface States {
  readonly h: TensorValue
  readonly c: TensorValue
}

const statesOf = (output: Value | undefined) => output as unknown as States

/** The first of h and c that breaks the relation. */
function both(compare: (name: 'h' | 'c') => BrokenRelation | null): BrokenRelation | null {
  return compare('h') ?? compare('c')
}

const column = (...values: number[]) => tensorOf(values.map((value) => [value]))

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one step of one unit',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[2]]]),
      lengths: tensorOf([1], 'int32'),
      h0: tensorOf([[0.5]]),
      c0: tensorOf([[2]]),
      weights: {
        Wx: column(1, 0, 1, -1),
        Wh: column(-2, 4, -2, 4),
        b: tensorOf([-1, -1, 1, -1]),
      },
    },
    // The sums are 0, 1, 2 and -1.
    expected: { h: tensorOf([[[0.2581462]]]), c: tensorOf([[[1.9441309]]]) },
  },
  {
    kind: 'example',
    name: 'two items, of two steps and of one',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [[1], [-1]],
        [[0.5], [9]],
      ]),
      lengths: tensorOf([2, 1], 'int32'),
      h0: tensorOf([[0], [0.5]]),
      c0: tensorOf([[0], [-1]]),
      weights: {
        Wx: column(1, 2, -1, 0.5),
        Wh: column(0.5, -1, 1, 2),
        b: tensorOf([0.5, 1, -0.5, 0.25]),
      },
    },
  },
  randomCase<Sizes>({
    name: 'two items of one length',
    points: 3,
    disclosure: 'full',
    sizes: batch,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'items of different lengths',
    points: 3,
    disclosure: 'full',
    sizes: threeItems,
    inputs: padded,
  }),
  randomCase<Sizes>({
    name: 'one step of one item',
    points: 1,
    disclosure: 'diagnosis',
    sizes: oneStep,
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'a memory that is left alone',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation:
      'With the input gate shut and the forget gate wide open, the cell keeps what it held, whatever comes in.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { H } = sizes
      const biases = given.weights.b.values.map(
        (bias, row) => [-60, 60, bias, bias][Math.floor(row / H)]!,
      )
      const b = { ...given.weights.b, values: biases }
      return [{ ...given, weights: { ...given.weights, b } }]
    },
    holds: ([output], [given]) => {
      const { c } = statesOf(output)
      const [, T, H] = c.shape as [number, number, number]
      const held = (given!['c0'] as TensorValue).values
      const due = c.values.map((_, at) => held[Math.floor(at / (T * H)) * H + (at % H)]!)
      return agreeWithin(
        1e-5,
        c,
        { ...c, values: due },
        ({ index: [item, t, j], left, right }) =>
          `c of item ${item}, step ${t}, unit ${j} is ${digits(left, right)}; it held ${digits(right, left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'padding edited',
    points: 2,
    disclosure: 'full',
    sizes: threeItems,
    relation: 'What stands in x past the length of an item must not change anything.',
    runs: (sizes, random) => {
      const given = padded(sizes, random)
      const { T, I } = sizes
      const values = given.x.values.map((value, at) => {
        const [item, t] = [Math.floor(at / (T * I)), Math.floor(at / I) % T]
        return t < given.lengths.values[item]! ? value : value + 3
      })
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after]) =>
      both((name) =>
        agreeWithin(
          0,
          statesOf(before)[name],
          statesOf(after)[name],
          ({ index: [item, t, j], left, right }) =>
            `${name} of item ${item}, step ${t}, unit ${j} changed from ${digits(left, right)} to ${digits(right, left)}`,
        ),
      ),
  }),
  invariantCase<Sizes>({
    name: 'states stay between -1 and 1',
    points: 1,
    disclosure: 'full',
    sizes: batch,
    relation: 'Every number of h lies between -1 and 1, however much c has gathered.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.c0.values.map((value) => 20 * value)
      return [{ ...given, c0: { ...given.c0, values } }]
    },
    holds: ([output]) => {
      const { h } = statesOf(output)
      const values = h.values.map((value) => Math.min(1, Math.max(-1, value)))
      return agreeWithin(
        1e-6,
        h,
        { ...h, values },
        ({ index: [item, t, j], left }) =>
          `h of item ${item}, step ${t}, unit ${j} is ${digits(left)}`,
      )
    },
  }),
]
