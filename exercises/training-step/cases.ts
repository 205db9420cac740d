import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { agreesWithDifferences, type Numbers } from '../differences.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly V: number
  readonly S: number
  readonly K: number
  readonly N: number
}

const severalSteps: fc.Arbitrary<Sizes> = fc.record({
  V: size(4, 4, 2),
  S: size(2, 2),
  K: size(3, 3),
  N: size(5, 6),
})
const manySteps: fc.Arbitrary<Sizes> = fc.record({
  V: size(5, 5, 2),
  S: size(4, 4),
  K: size(2, 2),
  N: size(7, 8),
})

/**
 * Micro-batches with 1, 2, … targets at least, the others dropped one time in three. Texts are short and
 * the vocabulary small, so that the same token comes several times in a micro-batch.
 */
function inputs({ V, S, K, N }: Sizes, random: Random, maxNorm: number | null) {
  const targets = random.integers([S, K, N], 0, V - 1)
  const kept = targets.values.map((target, at) => {
    const [k, n] = [Math.floor(at / N) % K, at % N]
    if (n === 0) return target
    return k === 0 || random.unit() < 0.3 ? -1 : target
  })
  return {
    W: asArray(random.normal([V, V])),
    b: asArray(random.normal([V])),
    ids: random.integers([S, K, N], 0, V - 1),
    targets: { ...targets, values: kept },
    learningRate: 0.75,
    maxNorm,
  } satisfies Inputs
}

interface Trained {
  readonly W: TensorValue
  readonly b: TensorValue
  readonly losses: TensorValue
}

const trainedOf = (output: Value | undefined) => output as unknown as Trained

/** The mean of −log softmax(W[id] + b)[target] over the kept tokens. */
function loss({ ids, targets }: Inputs) {
  const due = (targets as TensorValue).values
  const given = (ids as TensorValue).values
  const kept = due.filter((target: number) => target !== -1).length
  return ({ W, b }: Numbers) => {
    const V = b!.length
    let sum = 0
    due.forEach((target, at) => {
      if (target === -1) return
      const logits = b!.map((bias, v) => W![given[at]! * V + v]! + bias)
      const exponentials = logits.reduce((total, logit) => total + Math.exp(logit), 0)
      sum += (Math.log(exponentials) - logits[target]!) / kept
    })
    return sum
  }
}

function minus(one: TensorValue, other: TensorValue): TensorValue {
  return { ...one, values: Float64Array.from(one.values, (value, at) => value - other.values[at]!) }
}

const array = (nested: unknown) => tensorOf(nested, 'float64')
const integers = (nested: unknown) => tensorOf(nested, 'int32')

/** Two tokens of which nothing is known yet: every probability is 1/2. */
const blank = {
  W: array([
    [0, 0],
    [0, 0],
  ]),
  b: array([0, 0]),
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one step of two micro-batches',
    points: 2,
    disclosure: 'full',
    inputs: {
      ...blank,
      ids: integers([
        [
          [0, 0, 0],
          [0, 1, 1],
        ],
      ]),
      targets: integers([
        [
          [1, -1, -1],
          [0, 0, 0],
        ],
      ]),
      learningRate: 2,
      maxNorm: null,
    },
    expected: {
      W: array([
        [0, 0],
        [0.5, -0.5],
      ]),
      b: array([0.5, -0.5]),
      losses: array([Math.LN2]),
    },
  },
  {
    kind: 'example',
    name: 'two steps with clipping',
    points: 2,
    disclosure: 'full',
    // Norms 1/2 and 2/(1 + e) = 0.5379, both clipped to 1/4.
    inputs: {
      ...blank,
      ids: integers([
        [
          [0, 0, 0],
          [0, 1, 1],
        ],
        [
          [1, 0, 0],
          [0, 0, 0],
        ],
      ]),
      targets: integers([
        [
          [1, -1, -1],
          [0, 0, 0],
        ],
        [
          [0, -1, -1],
          [-1, -1, -1],
        ],
      ]),
      learningRate: 2,
      maxNorm: 0.25,
    },
    expected: {
      W: array([
        [0, 0],
        [0.5, -0.5],
      ]),
      b: array([0.5, -0.5]),
      losses: array([Math.LN2, Math.log(1 + Math.exp(-1))]),
    },
  },
  randomCase<Sizes>({
    name: 'two steps, no limit',
    points: 3,
    disclosure: 'full',
    sizes: severalSteps,
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  randomCase<Sizes>({
    name: 'four steps, all clipped',
    points: 2,
    disclosure: 'full',
    sizes: manySteps,
    inputs: (sizes, random) => inputs(sizes, random, 0.05),
  }),
  randomCase<Sizes>({
    name: 'two steps below the limit',
    points: 2,
    disclosure: 'diagnosis',
    sizes: severalSteps,
    inputs: (sizes, random) => inputs(sizes, random, 20),
  }),
  {
    kind: 'example',
    name: 'a step without any target',
    points: 1,
    disclosure: 'full',
    inputs: {
      W: array([
        [1, 2],
        [3, 4],
      ]),
      b: array([5, 6]),
      ids: integers([[[0, 1]]]),
      targets: integers([[[-1, -1]]]),
      learningRate: 1,
      maxNorm: 1,
    },
    expected: {
      W: array([
        [1, 2],
        [3, 4],
      ]),
      b: array([5, 6]),
      losses: array([0]),
    },
  },
  invariantCase<Sizes>({
    name: 'micro-batches and one batch',
    points: 3,
    disclosure: 'full',
    sizes: severalSteps,
    relation:
      'Micro-batches must train exactly like one batch that holds all their tokens, whatever their sizes.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, 0.3)
      const { S, K, N } = sizes
      const joined = (tokens: TensorValue) => ({ ...tokens, shape: [S, 1, K * N] })
      return [given, { ...given, ids: joined(given.ids), targets: joined(given.targets) }]
    },
    holds: ([divided, whole]) => {
      for (const name of ['losses', 'W', 'b'] as const) {
        const broken = agreeWithin(
          2e-5,
          trainedOf(divided)[name],
          trainedOf(whole)[name],
          ({ index, left, right }) =>
            `${name}[${index.join('][')}] is ${digits(left, right)} with micro-batches and ${digits(right, left)} with one batch`,
        )
        if (broken) return broken
      }
      return null
    },
  }),
  invariantCase<Sizes>({
    name: 'one step against differences',
    points: 3,
    disclosure: 'full',
    sizes: fc.record({ V: size(4, 4, 2), S: fc.constant(1), K: size(3, 3), N: size(5, 6) }),
    relation:
      'With a learning rate of 1 and no limit, what a step takes away is how the loss moves when that number is nudged.',
    runs: (sizes, random) => [{ ...inputs(sizes, random, null), learningRate: 1 }],
    holds: ([output], [given]) => {
      const { W, b } = trainedOf(output)
      const [before, biases] = [given!['W'] as TensorValue, given!['b'] as TensorValue]
      return agreesWithDifferences(
        given!,
        { W: minus(before, W), b: minus(biases, b) },
        loss(given!),
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the same batch again and again',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ V: size(5, 5, 2), S: fc.constant(8), K: size(2, 2), N: size(6, 6) }),
    relation:
      'Training on the same tokens with a small learning rate lowers the loss in each step.',
    runs: (sizes, random) => {
      const { S, K, N } = sizes
      const given = inputs({ ...sizes, S: 1 }, random, null)
      const repeated = ({ dtype, values }: TensorValue): TensorValue => ({
        dtype,
        shape: [S, K, N],
        values: Int32Array.from({ length: S * K * N }, (_, at) => values[at % (K * N)]!),
      })
      const [ids, targets] = [repeated(given.ids), repeated(given.targets)]
      return [{ ...given, ids, targets, learningRate: 0.5 }]
    },
    holds: ([output]) => {
      const { values } = trainedOf(output).losses
      const risen = values.findIndex((value, s) => s > 0 && !(value < values[s - 1]! + 1e-5))
      if (risen < 0) return null
      const [before, after] = [values[risen - 1]!, values[risen]!]
      return {
        seen: `the loss of step ${risen} is ${digits(after, before)}, and before it was ${digits(before, after)}`,
        timesAllowed: Infinity,
      }
    },
  }),
]
