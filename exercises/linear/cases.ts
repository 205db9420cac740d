import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly T: number
  readonly I: number
  readonly O: number
}

const narrowing: fc.Arbitrary<Sizes> = fc.record({ T: size(4, 5), I: size(6, 7), O: size(2, 3) })
const widening: fc.Arbitrary<Sizes> = fc.record({ T: size(2, 3), I: size(4, 5), O: size(6, 8) })

function inputs({ T, I, O }: Sizes, random: Random): Inputs {
  return {
    x: asArray(random.normal([T, I])),
    W: asArray(random.normal([O, I])),
    b: asArray(random.normal([O])),
  }
}

const array = (nested: unknown) => tensorOf(nested, 'float64')

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two features in, two out',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: array([
        [1, 2],
        [-1, 3],
      ]),
      W: array([
        [1, 2],
        [3, 4],
      ]),
      b: array([10, 20]),
    },
    expected: array([
      [15, 31],
      [15, 29],
    ]),
  },
  {
    kind: 'example',
    name: 'three features in, two out',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: array([
        [1, 2, 3],
        [0, 1, -1],
      ]),
      W: array([
        [1, 0, -1],
        [2, 1, 0],
      ]),
      b: array([10, 20]),
    },
    expected: array([
      [8, 24],
      [11, 21],
    ]),
  },
  {
    kind: 'example',
    name: 'no bias',
    points: 1,
    disclosure: 'full',
    inputs: { x: array([[1, 2, 3]]), W: array([[4, 5, 6]]), b: null },
    expected: array([[32]]),
  },
  randomCase<Sizes>({
    name: 'fewer features out than in',
    points: 2,
    disclosure: 'full',
    sizes: narrowing,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'more features out than in',
    points: 2,
    disclosure: 'full',
    sizes: widening,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one token, no bias',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({ T: fc.constant(1), I: size(5, 6), O: size(3, 4) }),
    inputs: (sizes, random) => ({ ...inputs(sizes, random), b: null }),
  }),
  invariantCase<Sizes>({
    name: 'tokens of zeros',
    points: 2,
    disclosure: 'full',
    sizes: narrowing,
    relation: 'A token of zeros comes out as the bias, exactly.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [{ ...given, x: zeros([sizes.T, sizes.I]) }]
    },
    holds: ([output], [given]) => {
      const { shape, values } = output as TensorValue
      const b = (given!['b'] as TensorValue).values
      const due = { dtype: 'float64', shape, values: values.map((_, at) => b[at % b.length]!) }
      return agreeWithin(
        0,
        output!,
        due as TensorValue,
        ({ index: [t, o], left, right }) =>
          `token ${t}, feature ${o} is ${digits(left, right)}; b[${o}] is ${digits(right, left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'each token on its own',
    points: 2,
    disclosure: 'full',
    sizes: narrowing,
    relation: 'Changing the last token must not change any other token at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const x = given['x'] as TensorValue
      const from = (sizes.T - 1) * sizes.I
      const values = x.values.map((value, at) => (at < from ? value : value + 1))
      return [given, { ...given, x: { ...x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        withoutLastToken(before as TensorValue),
        withoutLastToken(after as TensorValue),
        ({ index: [t, o], left, right }) =>
          `token ${t}, feature ${o} changed from ${digits(left, right)} to ${digits(right, left)} when the last token was edited`,
      ),
  }),
]

function zeros([T, I]: readonly [number, number]): TensorValue {
  return { dtype: 'float64', shape: [T, I], values: new Float64Array(T * I) }
}

function withoutLastToken({ dtype, shape, values }: TensorValue): TensorValue {
  const [T, O] = shape as [number, number]
  return { dtype, shape: [T - 1, O], values: values.slice(0, (T - 1) * O) }
}
