import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
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
const wideInput: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  T: size(5, 6),
  I: size(7, 8),
  H: size(4, 4),
})
const oneStep: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: fc.constant(1),
  I: size(4, 5),
  H: size(3, 3),
})

/** Sums before the gates of up to about ±3; every block has a bias of its own. */
function inputs({ B, T, I, H }: Sizes, random: Random) {
  return {
    x: random.normal([B, T, I]),
    h0: random.uniform([B, H], -0.9, 0.9),
    weights: {
      Wx: random.normal([3 * H, I], 1 / Math.sqrt(I)),
      Wh: random.normal([3 * H, H], 1.5 / Math.sqrt(H)),
      b: random.normal([3 * H], 0.7),
    },
  } satisfies Inputs
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one step of two units',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[1]]]),
      h0: tensorOf([[0.5, -1]]),
      weights: {
        Wx: tensorOf([[1], [2], [1], [-1], [-0.5], [0.5]]),
        Wh: tensorOf([
          [0, 2],
          [-2, 1],
          [2, 0],
          [0, 1],
          [0, 1],
          [4, 0],
        ]),
        b: tensorOf([1, 1, -1, 1, 1, -1]),
      },
    },
    // r from the sums 0 and 1, z from 1 and -1; n = tanh(0.5 - 0.7311), tanh(-0.5 + 1).
    expected: tensorOf([[[0.3044708, 0.0688933]]]),
  },
  {
    kind: 'example',
    name: 'three steps of one unit',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[1], [0], [-1]]]),
      h0: tensorOf([[0.5]]),
      weights: {
        Wx: tensorOf([[2], [1], [-1]]),
        Wh: tensorOf([[1], [-2], [3]]),
        b: tensorOf([-0.5, 1, 0.25]),
      },
    },
  },
  randomCase<Sizes>({
    name: 'two items',
    points: 3,
    disclosure: 'full',
    sizes: batch,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'three items, an input wider than the state',
    points: 2,
    disclosure: 'full',
    sizes: wideInput,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one step of one item',
    points: 1,
    disclosure: 'diagnosis',
    sizes: oneStep,
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'a state that is left alone',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'With z = 1 the state stays what it was, whatever comes in.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { H } = sizes
      const values = given.weights.b.values.map((bias, row) =>
        Math.floor(row / H) === 1 ? 60 : bias,
      )
      const b = { ...given.weights.b, values }
      return [{ ...given, weights: { ...given.weights, b } }]
    },
    holds: ([states], [given]) => {
      const { shape, values } = states as TensorValue
      const [, T, H] = shape as [number, number, number]
      const held = (given!['h0'] as TensorValue).values
      const due = values.map((_, at) => held[Math.floor(at / (T * H)) * H + (at % H)]!)
      return agreeWithin(
        1e-5,
        states!,
        { ...(states as TensorValue), values: due },
        ({ index: [item, t, j], left, right }) =>
          `item ${item}, step ${t}, unit ${j} is ${digits(left, right)}; it was ${digits(right, left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the last step edited',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Editing the input of the last step must not change any earlier state at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T, I } = sizes
      const values = given.x.values.map((value, at) =>
        Math.floor(at / I) % T === T - 1 ? value + 1 : value,
      )
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        withoutLastStep(before as TensorValue),
        withoutLastStep(after as TensorValue),
        ({ index: [item, t, j], left, right }) =>
          `item ${item}, step ${t}, unit ${j} changed from ${digits(left, right)} to ${digits(right, left)} when the last step was edited`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'states stay between -1 and 1',
    points: 1,
    disclosure: 'full',
    sizes: batch,
    relation:
      'A new state lies between the old one and the candidate, so it never leaves the range from -1 to 1.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.x.values.map((value) => 10 * value)
      return [{ ...given, x: { ...given.x, values } }]
    },
    holds: ([states]) => {
      const { values } = states as TensorValue
      const inside = values.map((value) => Math.min(1, Math.max(-1, value)))
      return agreeWithin(
        1e-6,
        states!,
        { ...(states as TensorValue), values: inside },
        ({ index: [item, t, j], left }) => `item ${item}, step ${t}, unit ${j} is ${digits(left)}`,
      )
    },
  }),
]

/** [B, T, H] -> [B, T - 1, H]. */
function withoutLastStep({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, H] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / H) % T < T - 1)
  return { dtype, shape: [B, T - 1, H], values: kept }
}
