import * as fc from 'fast-check'
import { tensorOf, toNestedArrays } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'
import { rnn } from './solutions/loops.ts'

interface Sizes {
  readonly T: number
  readonly I: number
  readonly H: number
}

const wideState: fc.Arbitrary<Sizes> = fc.record({ T: size(5, 6), I: size(2, 3), H: size(4, 4) })
const wideInput: fc.Arbitrary<Sizes> = fc.record({ T: size(4, 5), I: size(6, 7), H: size(2, 3) })
const oneStep: fc.Arbitrary<Sizes> = fc.record({
  T: fc.constant(1),
  I: size(3, 4),
  H: size(5, 6),
})

/** Sums of up to about ±2.5 before tanh, and a state that is handed on strongly. */
function inputs({ T, I, H }: Sizes, random: Random) {
  return {
    x: asArray(random.normal([T, I])),
    h0: asArray(random.uniform([H], -0.9, 0.9)),
    Wx: asArray(random.normal([H, I], 0.7 / Math.sqrt(I))),
    Wh: asArray(random.normal([H, H], 1 / Math.sqrt(H))),
    b: asArray(random.normal([H], 0.5)),
  } satisfies Inputs
}

/** The state of the network, from a correct solution, after it has read x. */
function stateAfter(given: Inputs): TensorValue {
  const { x, h0, Wx, Wh, b } = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, toNestedArrays(value as TensorValue)]),
  )
  const matrix = (nested: unknown) => nested as number[][]
  const vector = (nested: unknown) => nested as number[]
  const states = rnn(matrix(x), vector(h0), matrix(Wx), matrix(Wh), vector(b))
  return tensorOf(states.at(-1), 'float64')
}

/** Rows `from` to `end` of a matrix. */
function rowsOf({ dtype, shape, values }: TensorValue, from: number, end: number): TensorValue {
  const [, width] = shape as [number, number]
  return { dtype, shape: [end - from, width], values: values.slice(from * width, end * width) }
}

const array = (nested: unknown) => tensorOf(nested, 'float64')

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two steps, two features, two units',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: array([
        [1, 2],
        [0, -1],
      ]),
      h0: array([0.5, -0.5]),
      Wx: array([
        [1, 0],
        [0.5, 0.5],
      ]),
      Wh: array([
        [0, 1],
        [-1, 0],
      ]),
      b: array([0.5, -0.5]),
    },
    // Before tanh: (1, 0.5), then (0.5 + tanh 0.5, -1 - tanh 1).
    expected: array([
      [Math.tanh(1), Math.tanh(0.5)],
      [Math.tanh(0.5 + Math.tanh(0.5)), Math.tanh(-1 - Math.tanh(1))],
    ]),
  },
  {
    kind: 'example',
    name: 'three steps of one unit',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: array([[1], [0], [0]]),
      h0: array([0]),
      Wx: array([[2]]),
      Wh: array([[1]]),
      b: array([0]),
    },
    expected: array([
      [Math.tanh(2)],
      [Math.tanh(Math.tanh(2))],
      [Math.tanh(Math.tanh(Math.tanh(2)))],
    ]),
  },
  randomCase<Sizes>({
    name: 'a state wider than the input',
    points: 3,
    disclosure: 'full',
    sizes: wideState,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'an input wider than the state',
    points: 2,
    disclosure: 'full',
    sizes: wideInput,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one step',
    points: 1,
    disclosure: 'diagnosis',
    sizes: oneStep,
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'the last step edited',
    points: 2,
    disclosure: 'full',
    sizes: wideState,
    relation: 'Editing the input of the last step must not change any earlier state at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T, I } = sizes
      const values = given.x.values.map((value, at) => (at < (T - 1) * I ? value : value + 1))
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after], [given]) => {
      const T = (given!['x'] as TensorValue).shape[0]!
      return agreeWithin(
        0,
        rowsOf(before as TensorValue, 0, T - 1),
        rowsOf(after as TensorValue, 0, T - 1),
        ({ index: [t, j], left, right }) =>
          `step ${t}, unit ${j} changed from ${digits(left, right)} to ${digits(right, left)} when the last step was edited`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'a sequence read in two pieces',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ T: size(5, 6, 3), I: size(2, 3), H: size(4, 4) }),
    relation:
      'The state is all that is remembered: stop after two steps, go on later from that state, and the remaining states are the same.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const state = stateAfter({ ...given, x: rowsOf(given.x, 0, 2) })
      return [given, { ...given, x: rowsOf(given.x, 2, sizes.T), h0: state }]
    },
    holds: ([whole, rest], [given]) => {
      const T = (given!['x'] as TensorValue).shape[0]!
      return agreeWithin(
        1e-5,
        rowsOf(whole as TensorValue, 2, T),
        rest!,
        ({ index: [t, j], left, right }) =>
          `step ${t! + 2}, unit ${j} is ${digits(left, right)} in one go and ${digits(right, left)} when continued`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'states stay between -1 and 1',
    points: 1,
    disclosure: 'full',
    sizes: wideState,
    relation: 'Every number of every state lies between -1 and 1, however large the inputs are.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [{ ...given, x: asArray(random.normal([sizes.T, sizes.I], 20)) }]
    },
    holds: ([states]) => {
      const { shape, values } = states as TensorValue
      const nearest = { dtype: 'float64', shape, values: values.map(intoRange) } as TensorValue
      return agreeWithin(
        1e-6,
        states!,
        nearest,
        ({ index: [t, j], left }) => `step ${t}, unit ${j} is ${digits(left)}`,
      )
    },
  }),
]

function intoRange(value: number): number {
  return Math.min(1, Math.max(-1, value))
}
