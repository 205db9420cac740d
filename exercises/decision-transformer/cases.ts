import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { random as randomOf, type Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'
import { blockParameters, normParameters } from '../transformer-block/cases.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly dState: number
  readonly dAction: number
  readonly layers: number
  readonly nHeads: number
  readonly dHead: number
  readonly dFF: number
}

const oneItem: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: size(3, 3, 2),
  dState: size(2, 2),
  dAction: size(1, 1),
  layers: fc.constant(1),
  nHeads: size(2, 2),
  dHead: size(3, 3),
  dFF: size(8, 8),
})
const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(4, 4, 2),
  dState: size(5, 5),
  dAction: size(3, 3),
  layers: fc.constant(2),
  nHeads: size(2, 2),
  dHead: size(4, 4),
  dFF: size(10, 10),
})
const oneLayer = batch.map((sizes) => ({ ...sizes, layers: 1 }))

/** Rows of the table of times beyond those in use. */
const spare = 14

function linear(out: number, from: number, random: Random, gain = 1) {
  return {
    w: random.normal([out, from], gain / Math.sqrt(from)),
    b: random.normal([out], 0.5),
  }
}

function agentWeights(sizes: Omit<Sizes, 'B'>, random: Random) {
  const { T, dState, dAction, layers, nHeads, dHead, dFF } = sizes
  const dModel = nHeads * dHead
  return {
    embedReturn: linear(dModel, 1, random),
    embedState: linear(dModel, dState, random, 1.5),
    embedAction: linear(dModel, dAction, random, 1.5),
    time: random.normal([T + spare, dModel]),
    blocks: Array.from({ length: layers }, () => blockParameters(dModel, dFF, random)),
    lnF: normParameters(dModel, random),
    head: linear(dAction, dModel, random),
  }
}

/** Windows of T steps, each from somewhere in the middle of its episode. */
function inputs(sizes: Sizes, random: Random) {
  const { B, T, dState, dAction, nHeads } = sizes
  const starts = Array.from({ length: B }, (_, b) => 2 + 3 * b + random.integer(0, 2))
  return {
    rewards: random.uniform([B, T], -1, 1.5),
    states: random.normal([B, T, dState]),
    actions: random.normal([B, T, dAction]),
    timesteps: tensorOf(
      starts.map((start) => Array.from({ length: T }, (_, t) => start + t)),
      'int32',
    ),
    weights: agentWeights(sizes, random),
    nHeads,
  } satisfies Inputs
}

type Given = ReturnType<typeof inputs>

/** Sums may be taken in another order, and a masked softmax be shared out anew. */
const rounding = 1e-4

const predictionsOf = (output: Value) => (output as { predictions: TensorValue }).predictions

const changed =
  (when: string) =>
  ({ index: [b, t, a], left, right }: Place) =>
    `item ${b}, step ${t}: entry ${a} of the predicted action changed from ${digits(left, right)} to ${digits(right, left)} when ${when}`

const vector = (...values: number[]) => tensorOf(values)
const matrix = (...rows: number[][]) => tensorOf(rows)

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two steps, no blocks',
    points: 2,
    disclosure: 'full',
    inputs: {
      rewards: matrix([3, 1]),
      states: tensorOf([[[2], [-1]]]),
      actions: tensorOf([[[1], [4]]]),
      timesteps: tensorOf([[5, 6]], 'int32'),
      weights: {
        embedReturn: { w: matrix([1], [0], [2], [-1]), b: vector(0, 0, 1, 0) },
        embedState: { w: matrix([1], [0], [0], [1]), b: vector(0, 1, 0, 0) },
        embedAction: { w: matrix([0], [1], [-1], [2]), b: vector(1, 0, 0, 0) },
        time: matrix(
          [2, 0, -1, 1],
          [0, 1, 0, 3],
          [-2, 0, 1, 0],
          [1, 1, -3, 0],
          [0, -1, 2, 2],
          [1, 0, 1, 1],
          [0, 2, 3, 0],
          [3, 0, 0, -1],
        ),
        blocks: [],
        lnF: { gamma: vector(2, 1, 1, 1), beta: vector(0, 0, 1, 0) },
        head: { w: matrix([1, 2, -1, 3]), b: vector(0.5) },
      },
      nHeads: 2,
    },
    // At the states stand 3 1 1 3 and -1 3 3 -1; after the norm 2 -1 0 1 and -2 1 2 -1.
    expected: { returnsToGo: matrix([4, 1]), predictions: tensorOf([[[3.5], [-4.5]]]) },
  },
  {
    kind: 'example',
    name: 'two steps, one block',
    points: 1,
    disclosure: 'full',
    inputs: {
      ...inputs(
        { B: 1, T: 2, dState: 1, dAction: 1, layers: 1, nHeads: 1, dHead: 4, dFF: 3 },
        randomOf(20210602),
      ),
      rewards: matrix([0.5, 1]),
      states: tensorOf([[[1], [-2]]]),
      actions: tensorOf([[[0.5], [-1]]]),
    },
  },
  randomCase<Sizes>({
    name: 'one item, one block',
    points: 2,
    disclosure: 'full',
    sizes: oneItem,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a batch, two blocks',
    points: 3,
    disclosure: 'full',
    sizes: batch,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a single step',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batch.map((sizes) => ({ ...sizes, T: 1 })),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'an action and what follows it edited',
    points: 2,
    disclosure: 'full',
    sizes: oneLayer,
    relation:
      'Editing the last action but one and the state and action after it must change no prediction but the last.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T } = sizes
      return [
        given,
        {
          ...given,
          states: edited(given.states, (t) => t === T - 1),
          actions: edited(given.actions, (t) => t >= T - 2),
        },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        withoutLastStep(predictionsOf(before!)),
        withoutLastStep(predictionsOf(after!)),
        changed('later entries were edited'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'times of other steps edited',
    points: 2,
    disclosure: 'full',
    sizes: oneLayer,
    relation: 'Rows of time that timesteps does not name must not matter at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { time } = given.weights
      const dModel = time.shape[1]!
      const named = new Set(given.timesteps.values)
      const values = time.values.map((value, at) =>
        named.has(Math.floor(at / dModel)) ? value : 2 - value,
      )
      return [given, withWeights(given, { time: { ...time, values } })]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        predictionsOf(before!),
        predictionsOf(after!),
        changed('rows that nobody names were edited'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'one time for the three tokens of a step',
    points: 2,
    disclosure: 'full',
    sizes: oneLayer,
    relation:
      'A vector added to every row of time, or instead to the biases of all three embeddings, must give the same.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { time, embedReturn, embedState, embedAction } = given.weights
      const dModel = time.shape[1]!
      const shift = random.normal([dModel]).values
      const shifted = (tensor: TensorValue): TensorValue => ({
        ...tensor,
        values: tensor.values.map((value, at) => value + shift[at % dModel]!),
      })
      return [
        withWeights(given, { time: shifted(time) }),
        withWeights(given, {
          embedReturn: { ...embedReturn, b: shifted(embedReturn.b) },
          embedState: { ...embedState, b: shifted(embedState.b) },
          embedAction: { ...embedAction, b: shifted(embedAction.b) },
        }),
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        predictionsOf(before!),
        predictionsOf(after!),
        changed('the vector went to the biases'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'another wish',
    points: 1,
    disclosure: 'full',
    sizes: oneLayer,
    relation:
      'A larger last reward is a larger wish from the start: the first prediction must change.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T } = sizes
      const values = given.rewards.values.map((reward, at) =>
        at % T === T - 1 ? reward + 3 : reward,
      )
      return [given, { ...given, rewards: { ...given.rewards, values } }]
    },
    holds: ([before, after]) => {
      const [one, other] = [before!, after!].map((output) => firstStep(predictionsOf(output)))
      if (agreeWithin(rounding, one!, other!, () => '')) return null
      return { seen: 'the first prediction is the same for both wishes', timesAllowed: Infinity }
    },
  }),
]

function withWeights(given: Given, weights: Partial<Given['weights']>): Inputs {
  return { ...given, weights: { ...given.weights, ...weights } }
}

/** [B, T, C] with other numbers in some of its steps. */
function edited(value: TensorValue, isEdited: (t: number) => boolean): TensorValue {
  const [, T, width] = value.shape as [number, number, number]
  const values = value.values.map((entry, at) =>
    isEdited(Math.floor(at / width) % T) ? 1.5 - 2 * entry : entry,
  )
  return { ...value, values }
}

/** [B, T, C] -> [B, T - 1, C]. */
function withoutLastStep({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, width] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / width) % T < T - 1)
  return { dtype, shape: [B, T - 1, width], values: kept }
}

/** [B, T, C] -> [B, C]. */
function firstStep({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, width] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / width) % T === 0)
  return { dtype, shape: [B, width], values: kept }
}
