import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly S: number
  readonly T: number
  readonly E: number
  readonly H: number
  readonly V: number
}

const longSources: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 4, 2),
  S: size(5, 6, 2),
  T: size(3, 4, 2),
  E: size(4, 4),
  H: size(5, 6),
  V: size(8, 9, 5),
})
const longTargets: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3, 2),
  S: size(3, 4, 2),
  T: size(5, 6, 2),
  E: size(6, 6),
  H: size(4, 5),
  V: size(9, 10, 5),
})

const firstWord = 3

/** Weights of these sizes keep |h| well below 1, so that every step counts. */
function weights({ E, H, V }: Sizes, random: Random) {
  const cell = () => ({
    Wx: asArray(random.normal([H, E], 0.5)),
    Wh: asArray(random.normal([H, H], 0.5)),
    b: asArray(random.normal([H], 0.3)),
  })
  return {
    embedding: asArray(random.normal([V, E])),
    encoder: cell(),
    decoder: cell(),
    Wo: asArray(random.normal([V, H])),
    bo: asArray(random.normal([V], 0.5)),
  }
}

/** Rows of words without BOS and EOS; what follows the length is 0, padding. */
function sentences(lengths: TensorValue, width: number, V: number, random: Random): TensorValue {
  const words = random.integers([lengths.values.length, width], firstWord, V - 1)
  const values = words.values.map((word, at) =>
    at % width < lengths.values[Math.floor(at / width)]! ? word : 0,
  )
  return { ...words, values }
}

/** A length for every item: the first fills its row, the last does not. */
function someLengths(B: number, width: number, shortest: number, random: Random): TensorValue {
  const lengths = random.integers([B], shortest, width)
  lengths.values[0] = width
  lengths.values[B - 1] = random.integer(shortest, width - 1)
  return lengths
}

const allOf = (B: number, length: number) => tensorOf(new Array<number>(B).fill(length), 'int32')

function differentLengths(sizes: Sizes, random: Random) {
  const { B, S, T, V } = sizes
  const sourceLengths = someLengths(B, S, 1, random)
  const targetLengths = someLengths(B, T, 1, random)
  return {
    source: sentences(sourceLengths, S, V, random),
    sourceLengths,
    target: sentences(targetLengths, T, V, random),
    targetLengths,
    weights: weights(sizes, random),
  }
}

function noPadding(sizes: Sizes, random: Random) {
  const { B, S, T, V } = sizes
  const [sourceLengths, targetLengths] = [allOf(B, S), allOf(B, T)]
  return {
    source: sentences(sourceLengths, S, V, random),
    sourceLengths,
    target: sentences(targetLengths, T, V, random),
    targetLengths,
    weights: weights(sizes, random),
  }
}

/** Another word in every place that `isEdited`. */
function edited(words: TensorValue, isEdited: (b: number, at: number) => boolean, V: number) {
  const width = words.shape[1]!
  const values = words.values.map((word, at) =>
    isEdited(Math.floor(at / width), at % width)
      ? firstWord + ((word + 1) % (V - firstWord))
      : word,
  )
  return { ...words, values }
}

const logitsOf = (output: Value) => (output as { logits: TensorValue }).logits
const lossOf = (output: Value) => (output as { loss: number }).loss
const array = (nested: unknown) => tensorOf(nested, 'float64')
const ids = (nested: unknown) => tensorOf(nested, 'int32')

const changed = ({ index: [b, t, word], left, right }: Place) =>
  `item ${b}, step ${t}: the score of word ${word} changed from ${digits(left, right)} to ${digits(right, left)}`

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one word into one word',
    points: 1,
    disclosure: 'full',
    inputs: {
      source: ids([[3]]),
      sourceLengths: ids([1]),
      target: ids([[4]]),
      targetLengths: ids([1]),
      weights: {
        embedding: array([[0], [1], [3], [2], [-1]]),
        encoder: { Wx: array([[0.5]]), Wh: array([[1]]), b: array([0]) },
        decoder: { Wx: array([[1]]), Wh: array([[1]]), b: array([0]) },
        Wo: array([[1], [-1], [-2], [1], [2]]),
        bo: array([0, 0, 2, 0, 0]),
      },
    },
    expected: byHand(),
  },
  {
    kind: 'example',
    name: 'two sentences of different lengths',
    points: 1,
    disclosure: 'full',
    inputs: {
      source: ids([
        [3, 4],
        [4, 0],
      ]),
      sourceLengths: ids([2, 1]),
      target: ids([
        [5, 3],
        [4, 0],
      ]),
      targetLengths: ids([2, 1]),
      weights: {
        embedding: array([[0.5], [1], [-1], [2], [-2], [1.5]]),
        encoder: { Wx: array([[0.5], [-0.5]]), Wh: arrayOf2(0.5, -0.5), b: array([0, 0.5]) },
        decoder: { Wx: array([[0.5], [0.25]]), Wh: arrayOf2(-0.5, 0.5), b: array([0.25, 0]) },
        Wo: array([
          [0, 0],
          [0, 0],
          [1, 1],
          [2, 0],
          [-1, 1],
          [0, 2],
        ]),
        bo: array([0, 0, 0.5, 0, 0, -0.5]),
      },
    },
  },
  randomCase<Sizes>({
    name: 'no padding',
    points: 2,
    disclosure: 'full',
    sizes: longTargets,
    inputs: noPadding,
  }),
  randomCase<Sizes>({
    name: 'sentences of different lengths',
    points: 2,
    disclosure: 'full',
    sizes: longSources,
    inputs: differentLengths,
  }),
  randomCase<Sizes>({
    name: 'long translations of different lengths',
    points: 2,
    disclosure: 'diagnosis',
    sizes: longTargets,
    inputs: differentLengths,
  }),
  randomCase<Sizes>({
    name: 'single words, and a translation without words',
    points: 2,
    disclosure: 'diagnosis',
    sizes: longSources,
    inputs: (sizes, random) => {
      const { B, V } = sizes
      const sourceLengths = allOf(B, 1)
      const targetLengths = ids(Array.from({ length: B }, (_, b) => (b === 1 ? 0 : 1)))
      return {
        source: sentences(sourceLengths, 1, V, random),
        sourceLengths,
        target: sentences(targetLengths, 1, V, random),
        targetLengths,
        weights: weights(sizes, random),
      }
    },
  }),
  invariantCase<Sizes>({
    name: 'the last word of the translation changed',
    points: 2,
    disclosure: 'full',
    sizes: longTargets,
    relation:
      'Changing the last word of the target must not change the scores of the steps that come before it is read, at all.',
    runs: (sizes, random) => {
      const given = noPadding(sizes, random)
      const isLast = (_: number, at: number) => at === sizes.T - 1
      return [given, { ...given, target: edited(given.target, isLast, sizes.V) }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        withoutLastStep(logitsOf(before!)),
        withoutLastStep(logitsOf(after!)),
        changed,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the padding changed',
    points: 2,
    disclosure: 'full',
    sizes: longSources,
    relation:
      'Writing other words into the padding must change neither the scores nor the loss at all.',
    runs: (sizes, random) => {
      const given = differentLengths(sizes, random)
      const after =
        ({ values }: TensorValue) =>
        (b: number, at: number) =>
          at >= values[b]!
      return [
        given,
        {
          ...given,
          source: edited(given.source, after(given.sourceLengths), sizes.V),
          target: edited(given.target, after(given.targetLengths), sizes.V),
        },
      ]
    },
    holds: ([before, after]) => {
      const scores = agreeWithin(0, logitsOf(before!), logitsOf(after!), changed)
      const [one, other] = [lossOf(before!), lossOf(after!)]
      if (scores || one === other) return scores
      return {
        seen: `the loss changed from ${digits(one, other)} to ${digits(other, one)}`,
        timesAllowed: Infinity,
      }
    },
  }),
]

function withoutLastStep({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, steps, V] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / V) % steps < steps - 1)
  return { dtype, shape: [B, steps - 1, V], values: kept }
}

/** A 2×2 matrix with `own` on the diagonal. */
function arrayOf2(own: number, other: number): TensorValue {
  return array([
    [own, other],
    [other, own],
  ])
}

/** The first example: h after the source is tanh 1; step 0 reads BOS and has to give word 4, step 1 reads word 4 and has to give EOS. */
function byHand(): Value {
  const h0 = Math.tanh(1 + Math.tanh(1))
  const h1 = Math.tanh(h0 - 1)
  const scores = (h: number) => [h, -h, 2 - 2 * h, h, 2 * h]
  const logSum = (h: number) =>
    Math.log(2 * Math.exp(h) + Math.exp(-h) + Math.exp(2 - 2 * h) + Math.exp(2 * h))
  return {
    logits: array([[scores(h0), scores(h1)]]),
    loss: (logSum(h0) - 2 * h0 + (logSum(h1) - (2 - 2 * h1))) / 2,
  }
}
