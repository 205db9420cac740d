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
  readonly dModel: number
  readonly dFF: number
}

const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(3, 4),
  dModel: size(5, 6),
  dFF: size(8, 10),
})
const oneToken: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: fc.constant(1),
  dModel: size(4, 5),
  dFF: size(7, 8),
})

function weightsOf({ dModel, dFF }: Sizes, random: Random) {
  return {
    w1: random.normal([dFF, dModel], 1 / Math.sqrt(dModel)),
    b1: random.normal([dFF], 0.5),
    w2: random.normal([dModel, dFF], 1 / Math.sqrt(dFF)),
    b2: random.normal([dModel], 0.5),
  }
}

function inputs(sizes: Sizes, random: Random) {
  const { B, T, dModel } = sizes
  return { x: random.normal([B, T, dModel]), weights: weightsOf(sizes, random) } satisfies Inputs
}

/**
 * Every hidden unit lies near -2.5: there the exact GELU and its approximation by tanh differ most,
 * and weights of one sign add the differences up.
 */
function nearTheTail(sizes: Sizes, random: Random) {
  const { dModel, dFF } = sizes
  const given = inputs(sizes, random)
  return {
    ...given,
    weights: {
      ...given.weights,
      w1: random.normal([dFF, dModel], 0.05 / Math.sqrt(dModel)),
      b1: random.uniform([dFF], -2.6, -2.4),
      w2: random.uniform([dModel, dFF], 1, 3),
    },
  }
}

const vector = (...values: number[]) => tensorOf(values)
const matrix = (...rows: number[][]) => tensorOf(rows)

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'gelu of five numbers',
    points: 2,
    disclosure: 'full',
    // Both layers are the identity on one feature.
    inputs: {
      x: tensorOf([[[-2], [-0.75], [0], [1], [30]]]),
      weights: { w1: matrix([1]), b1: vector(0), w2: matrix([1]), b2: vector(0) },
    },
    expected: tensorOf([[[-0.0455003], [-0.1699706], [0], [0.8413447], [30]]]),
  },
  {
    kind: 'example',
    name: 'two features, three inside',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[1, -2]]]),
      weights: {
        w1: matrix([1, 0], [0, 1], [1, 1]),
        b1: vector(0, 1, -1),
        w2: matrix([1, 0, 2], [0, 10, 0]),
        b2: vector(0, 3),
      },
    },
    // Inside: 1, -1 and -2, so 0.8413447, -0.1586553 and -0.0455003.
    expected: tensorOf([[[0.7503442, 1.4134475]]]),
  },
  randomCase<Sizes>({
    name: 'two sequences',
    points: 3,
    disclosure: 'full',
    sizes: batch,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one token',
    points: 1,
    disclosure: 'full',
    sizes: oneToken,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'hidden units near -2.5',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    inputs: nearTheTail,
  }),
  randomCase<Sizes>({
    name: 'large hidden units',
    points: 2,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: (sizes, random) => {
      const given = inputs(sizes, random)
      const w1 = random.normal([sizes.dFF, sizes.dModel], 12 / Math.sqrt(sizes.dModel))
      return { ...given, weights: { ...given.weights, w1 } }
    },
  }),
  invariantCase<Sizes>({
    name: 'tokens and their opposites',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation:
      'gelu(h) − gelu(−h) = h. So, with b1 = 0, FFN(x) − FFN(−x) is W2 W1 x: the layer without its activation.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const b1 = { ...given.weights.b1, values: new Float32Array(sizes.dFF) }
      const weights = { ...given.weights, b1 }
      const values = given.x.values.map((value) => -value)
      return [
        { ...given, weights },
        { x: { ...given.x, values }, weights },
      ]
    },
    holds: ([output, ofOpposite], [given]) => {
      const { shape, values } = output as TensorValue
      const others = (ofOpposite as TensorValue).values
      const differences = Float64Array.from(values, (value, at) => value - others[at]!)
      return agreeWithin(
        1e-4,
        { dtype: 'float64', shape, values: differences },
        withoutActivation(given!),
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, token ${t}, feature ${c} is ${digits(left)} where W2 W1 x is ${digits(right)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'each token on its own',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Changing the last token of item 0 must not change any other token.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T, dModel } = sizes
      const values = given.x.values.map((value, at) =>
        Math.floor(at / dModel) === T - 1 ? value + 1 : value,
      )
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        1e-6,
        withoutEditedToken(before as TensorValue),
        withoutEditedToken(after as TensorValue),
        ({ index: [token, c], left, right }) =>
          `another token changed in feature ${c} from ${digits(left, right)} to ${digits(right, left)} (place ${token} of those left)`,
      ),
  }),
]

/** W2 W1 x for every token. */
function withoutActivation(given: Inputs): TensorValue {
  const { shape, values: x } = given['x'] as TensorValue
  const { w1, w2 } = given['weights'] as Readonly<Record<string, TensorValue>>
  const [dFF, dModel] = w1!.shape as [number, number]
  const values = Float64Array.from(x, (_, at) => {
    const token = at - (at % dModel)
    let sum = 0
    for (let f = 0; f < dFF; f++) {
      let inner = 0
      for (let c = 0; c < dModel; c++) inner += w1!.values[f * dModel + c]! * x[token + c]!
      sum += w2!.values[(at % dModel) * dFF + f]! * inner
    }
    return sum
  })
  return { dtype: 'float64', shape, values }
}

/** [B, T, dModel] as [B·T - 1, dModel], without the last token of item 0. */
function withoutEditedToken({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, dModel] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dModel) !== T - 1)
  return { dtype, shape: [B * T - 1, dModel], values: kept }
}
