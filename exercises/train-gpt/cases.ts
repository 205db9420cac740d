import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, random as randomOf, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'
import { encode, storyTokens, vocabulary } from '../stories.ts'
import { blockParameters, normParameters } from '../transformer-block/cases.ts'

interface Sizes {
  readonly S: number
  readonly B: number
  readonly T: number
  /** Positions in wpe beyond T. */
  readonly spare: number
  readonly vocab: number
  readonly layers: number
  readonly nHeads: number
  readonly dHead: number
  readonly dFF: number
  /** Tokens of the probe. */
  readonly P: number
}

const short: fc.Arbitrary<Sizes> = fc.record({
  S: size(3, 3, 2),
  B: size(2, 2),
  T: size(4, 5, 2),
  spare: fc.constant(2),
  vocab: size(6, 7, 3),
  layers: size(1, 1),
  nHeads: size(2, 2),
  dHead: size(4, 4, 2),
  dFF: size(9, 10, 2),
  P: size(3, 3),
})

/** Sizes of `short` with some of them fixed. */
const shortWith = (fixed: Partial<Sizes>): fc.Arbitrary<Sizes> =>
  short.map((sizes) => ({ ...sizes, ...fixed }))

/** A warmup of more than one step, and an end that lies behind that of the run. */
const settings = {
  schedule: { maximum: 0.04, minimum: 0.004, warmup: 2, total: 9 },
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxNorm: 1,
}

function inputs(sizes: Sizes, random: Random, changed: Partial<typeof settings> = {}) {
  const { S, B, T, spare, vocab, layers, nHeads, dHead, dFF, P } = sizes
  const dModel = nHeads * dHead
  return {
    data: random.integers([6 * (T + spare)], 0, vocab - 1),
    weights: {
      wte: random.normal([vocab, dModel], 0.5),
      wpe: random.normal([T + spare, dModel], 0.5),
      blocks: Array.from({ length: layers }, () => blockParameters(dModel, dFF, random)),
      lnF: normParameters(dModel, random),
    },
    nHeads,
    T,
    uniforms: asArray(random.uniform([S, B], 0, 1)),
    settings: { ...settings, ...changed },
    probe: random.integers([P], 0, vocab - 1),
  } satisfies Inputs
}

/** How the stories are learned: what `pictures.ts` draws, too. */
export const storyRun = { S: 80, B: 12, T: 8, nHeads: 4, dModel: 16, dFF: 32 }

/**
 * A small model at its start: gains of 1, biases of 0, random matrices. Positions begin small and
 * attention large, so that within few steps it finds what to look at.
 */
export function storyInputs(random: Random, { S, B }: { S: number; B: number } = storyRun) {
  const { T, nHeads, dModel, dFF } = storyRun
  const matrix = (rows: number, columns: number, deviation: number) =>
    random.normal([rows, columns], deviation)
  const vector = (length: number, value = 0) => tensorOf(Array<number>(length).fill(value))
  const norm = () => ({ gamma: vector(dModel, 1), beta: vector(dModel) })
  const projection = () => matrix(dModel, dModel, 0.25)
  const block = () => ({
    ln1: norm(),
    attention: {
      ...{ wq: projection(), bq: vector(dModel), wk: projection(), bk: vector(dModel) },
      ...{ wv: projection(), bv: vector(dModel), wo: projection(), bo: vector(dModel) },
    },
    ln2: norm(),
    ffn: {
      ...{ w1: matrix(dFF, dModel, 0.06), b1: vector(dFF) },
      ...{ w2: matrix(dModel, dFF, 0.06), b2: vector(dModel) },
    },
  })
  return {
    data: tensorOf(storyTokens(random, 60), 'int32'),
    weights: {
      wte: matrix(vocabulary.length + 1, dModel, 0.1),
      wpe: matrix(T, dModel, 0.02),
      blocks: [block()],
      lnF: norm(),
    },
    nHeads,
    T,
    uniforms: asArray(random.uniform([S, B], 0, 1)),
    settings: {
      schedule: { maximum: 0.04, minimum: 0.004, warmup: 5, total: S },
      ...{ beta1: 0.8, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.01, maxNorm: 1 },
    },
    probe: tensorOf(encode(' hat is '), 'int32'),
  } satisfies Inputs
}

/** What is seen of pairs of letters alone has this mean surprise, however much of the stories is counted. */
const pairsOfLetters = 1.27
const wantedLoss = 1.25

const lossesOf = (output: Value | undefined) =>
  (output as unknown as { losses: TensorValue }).losses

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one step, no blocks',
    points: 2,
    disclosure: 'full',
    inputs: {
      data: tensorOf([0, 1], 'int32'),
      weights: {
        wte: tensorOf([
          [1, -1, 1, -1],
          [2, 1, -1, -3],
        ]),
        wpe: tensorOf([[0, 0, 0, 0]]),
        blocks: [],
        lnF: { gamma: tensorOf([1, 1, 1, 1]), beta: tensorOf([0, 0, 0, 0]) },
      },
      nHeads: 1,
      T: 1,
      uniforms: tensorOf([[0.5]], 'float64'),
      settings: {
        schedule: { maximum: 0.5, minimum: 0.5, warmup: 0, total: 1 },
        ...{ beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0, maxNorm: 1 },
      },
      probe: tensorOf([0], 'int32'),
    },
    // Every weight has moved by 0.5. Norm 1, -1, 1, -1 before; √2, 0, 0, -√2 times 1.5 and shifted after.
    expected: {
      losses: tensorOf([Math.log(1 + Math.E)], 'float64'),
      logits: tensorOf([[4.5 * Math.SQRT2 + 1, 9 * Math.SQRT2 + 3.5]], 'float64'),
    },
  },
  {
    kind: 'example',
    name: 'two steps, one block',
    points: 1,
    disclosure: 'full',
    inputs: inputs(
      {
        ...{ S: 2, B: 2, T: 2, spare: 1, vocab: 3, layers: 1, nHeads: 1, dHead: 4, dFF: 3, P: 2 },
      },
      randomOf(4),
    ),
  },
  randomCase<Sizes>({
    name: 'three steps, no blocks',
    points: 2,
    disclosure: 'full',
    sizes: shortWith({ layers: 0 }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'three steps, one block',
    points: 2,
    disclosure: 'full',
    sizes: short,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'five steps, two blocks',
    points: 2,
    disclosure: 'diagnosis',
    sizes: shortWith({ S: 5, B: 3, layers: 2 }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a strong decay, gradients clipped far down',
    points: 1,
    disclosure: 'diagnosis',
    sizes: shortWith({ S: 4, B: 1 }),
    inputs: (sizes, random) => inputs(sizes, random, { weightDecay: 3, maxNorm: 0.01 }),
  }),
  invariantCase<Sizes>({
    name: 'a run stopped early',
    points: 2,
    disclosure: 'full',
    sizes: shortWith({ S: 6, layers: 0 }),
    relation:
      'A run that is stopped early has the same first losses: nothing depends on steps that come later.',
    runs: (sizes, random) => {
      const whole = inputs(sizes, random)
      const { shape, values } = whole.uniforms
      const [S, B] = shape as [number, number]
      const left = Math.max(1, S - 2)
      const uniforms = { ...whole.uniforms, shape: [left, B], values: values.slice(0, left * B) }
      return [whole, { ...whole, uniforms }]
    },
    holds: ([whole, stopped]) => {
      const left = lossesOf(stopped)
      const right = { ...left, values: lossesOf(whole).values.slice(0, left.values.length) }
      return agreeWithin(
        0,
        left,
        right,
        ({ index: [s], left: early, right: late }) =>
          `step ${s! + 1}: the loss is ${digits(early, late)} in the run that was stopped early and ${digits(late, early)} in the whole run`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the windows of each batch in reverse',
    points: 2,
    disclosure: 'full',
    sizes: shortWith({ B: 3, layers: 0 }),
    relation:
      'The windows of a batch have no order: the losses stay the same when they trade places.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { shape, values } = given.uniforms
      const [S, B] = shape as [number, number]
      const reversed = values.map((_, at) => values[at - (at % B) + (B - 1 - (at % B))]!)
      return [given, { ...given, uniforms: { ...given.uniforms, shape: [S, B], values: reversed } }]
    },
    // Sums are taken in another order.
    holds: ([given, reversed]) =>
      agreeWithin(
        1e-3,
        lossesOf(given),
        lossesOf(reversed),
        ({ index: [s], left, right }) =>
          `step ${s! + 1}: the loss is ${digits(left, right)}, and ${digits(right, left)} with the windows in reverse`,
      ),
  }),
  invariantCase({
    name: 'learning the stories',
    points: 4,
    disclosure: 'diagnosis',
    sizes: fc.constant(null),
    relation:
      `After ${storyRun.S} steps on tiny stories, the mean of the last ten losses is below ${wantedLoss}. ` +
      `Counting which letter follows which would reach ${pairsOfLetters} at best: the blocks have to learn as well.`,
    runs: (_sizes, random) => [storyInputs(random)],
    holds: ([output]) => {
      const last = [...lossesOf(output).values].slice(-10)
      const mean = last.reduce((sum, loss) => sum + loss, 0) / last.length
      if (mean < wantedLoss) return null
      const first = lossesOf(output).values[0] as number
      return {
        seen: `the losses begin with ${digits(first)}, and the mean of the last ten is ${digits(mean)}`,
        timesAllowed: Infinity,
      }
    },
  }),
]
