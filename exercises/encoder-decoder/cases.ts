import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { decoderLayerParameters, feedForwardParameters } from '../decoder-layer/cases.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { attentionWeights, firstItem, tokensBeforeLast } from '../multi-head-attention/cases.ts'
import { random as randomOf, type Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'
import { normParameters } from '../transformer-block/cases.ts'

interface Sizes {
  readonly B: number
  readonly S: number
  readonly T: number
  readonly vocab: number
  readonly encoderLayers: number
  readonly decoderLayers: number
  readonly nHeads: number
  readonly dHead: number
  readonly dFF: number
}

const oneLayerEach: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  S: size(3, 4, 2),
  T: size(2, 3, 2),
  vocab: size(6, 6, 4),
  encoderLayers: fc.constant(1),
  decoderLayers: fc.constant(1),
  nHeads: size(2, 2),
  dHead: fc.constant(4),
  dFF: size(7, 7),
})
const deep: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  S: size(5, 6, 3),
  T: size(4, 4, 2),
  vocab: size(8, 9, 5),
  encoderLayers: fc.constant(2),
  decoderLayers: fc.constant(2),
  nHeads: size(3, 3),
  dHead: fc.constant(4),
  dFF: size(10, 10),
})

/** Sizes of `deep` with some of them fixed. */
const deepWith = (fixed: Partial<Sizes>): fc.Arbitrary<Sizes> =>
  deep.map((sizes) => ({ ...sizes, ...fixed }))

/** Words without the padding, id 0. */
const words = (shape: number[], vocab: number, random: Random) =>
  random.integers(shape, 1, vocab - 1)

/** Sources with different words at their first two places; item 0 fills its row, the others end in padding. */
function sources({ B, S, vocab }: Sizes, random: Random): TensorValue {
  const ids = words([B, S], vocab, random)
  for (let b = 0; b < B; b++) {
    ids.values[b * S + 1] = 1 + (ids.values[b * S]! % (vocab - 1))
    const length = b === 0 ? S : random.integer(2, S - 1)
    ids.values.fill(0, b * S + length, (b + 1) * S)
  }
  return ids
}

function inputs(sizes: Sizes, random: Random) {
  const { B, T, vocab, encoderLayers, decoderLayers, nHeads, dHead, dFF } = sizes
  const dModel = nHeads * dHead
  return {
    source: sources(sizes, random),
    target: words([B, T], vocab, random),
    weights: weights(dModel, dFF, vocab, encoderLayers, decoderLayers, random),
    nHeads,
  } satisfies Inputs
}

function weights(
  dModel: number,
  dFF: number,
  vocab: number,
  encoderLayers: number,
  decoderLayers: number,
  random: Random,
) {
  return {
    // Times √dModel they are not much larger than the positions, so that both count.
    embedding: random.normal([vocab, dModel], 1.5 / Math.sqrt(dModel)),
    encoder: Array.from({ length: encoderLayers }, () => ({
      attention: attentionWeights(dModel, random),
      ln1: normParameters(dModel, random),
      ffn: feedForwardParameters(dModel, dFF, random),
      ln2: normParameters(dModel, random),
    })),
    decoder: Array.from({ length: decoderLayers }, () =>
      decoderLayerParameters(dModel, dFF, random),
    ),
  }
}

/** Sums may be taken in another order, and a masked softmax be shared out anew. */
const rounding = 1e-4

const changed =
  (when: string) =>
  ({ index: [b, t, word], left, right }: Place) =>
    `item ${b}, position ${t}: the score of word ${word} changed from ${digits(left, right)} to ${digits(right, left)} when ${when}`

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'no layers at all',
    points: 2,
    disclosure: 'full',
    inputs: {
      source: tensorOf([[2, 1, 0]], 'int32'),
      target: tensorOf([[1, 2]], 'int32'),
      weights: {
        embedding: tensorOf([
          [0, 1, 1, 0],
          [1, 0, -1, 1],
          [2, -1, 0, 1],
        ]),
        encoder: [],
        decoder: [],
      },
      nHeads: 2,
    },
    expected: tensorOf([byHand()]),
  },
  {
    kind: 'example',
    name: 'one layer each',
    points: 1,
    disclosure: 'full',
    inputs: {
      source: tensorOf([[3, 1, 0]], 'int32'),
      target: tensorOf([[1, 2]], 'int32'),
      weights: weights(4, 3, 4, 1, 1, randomOf(20170612)),
      nHeads: 2,
    },
  },
  randomCase<Sizes>({
    name: 'one sentence, one layer each',
    points: 2,
    disclosure: 'full',
    sizes: oneLayerEach,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a batch, two layers each',
    points: 3,
    disclosure: 'full',
    sizes: deep,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a deeper encoder',
    points: 2,
    disclosure: 'diagnosis',
    sizes: deepWith({ encoderLayers: 3, decoderLayers: 1 }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a decoder alone reads the embedded source',
    points: 1,
    disclosure: 'diagnosis',
    sizes: deepWith({ encoderLayers: 0, decoderLayers: 1 }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  invariantCase<Sizes>({
    name: 'more padding',
    points: 2,
    disclosure: 'full',
    sizes: deepWith({ encoderLayers: 1, decoderLayers: 1 }),
    relation: 'Two more columns of padding at the end of the source must change nothing.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, { ...given, source: withTwoMoreColumns(given.source) }]
    },
    holds: ([before, after]) =>
      agreeWithin(rounding, before!, after!, changed('padding was added')),
  }),
  invariantCase<Sizes>({
    name: 'two source words exchanged',
    points: 2,
    disclosure: 'full',
    sizes: deepWith({ encoderLayers: 1, decoderLayers: 1 }),
    relation:
      'The order of the source matters: exchanging its first two words, which differ, must change the scores.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { S } = sizes
      const values = given.source.values.map((word, at) => {
        const partner = at % S === 0 ? at + 1 : at - 1
        return at % S < 2 ? given.source.values[partner]! : word
      })
      return [given, { ...given, source: { ...given.source, values } }]
    },
    holds: ([before, after]) => {
      const same = agreeWithin(rounding, before!, after!, () => '') === null
      return same
        ? { seen: 'all scores are the same in both orders', timesAllowed: Infinity }
        : null
    },
  }),
  invariantCase<Sizes>({
    name: 'the last target word edited',
    points: 2,
    disclosure: 'full',
    sizes: deepWith({ encoderLayers: 1 }),
    relation: 'Editing the last target word must not change the scores at any earlier position.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T, vocab } = sizes
      const values = given.target.values.map((word, at) =>
        at % T === T - 1 ? 1 + (word % (vocab - 1)) : word,
      )
      return [given, { ...given, target: { ...given.target, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        tokensBeforeLast(before as TensorValue),
        tokensBeforeLast(after as TensorValue),
        changed('the last word was edited'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'one item of the batch edited',
    points: 1,
    disclosure: 'full',
    sizes: deepWith({ encoderLayers: 1, decoderLayers: 1 }),
    relation:
      'Items of a batch are independent: a shorter source in the last one must not change item 0.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { B, S } = sizes
      const values = given.source.values.map((word, at) =>
        at >= (B - 1) * S && at % S > 0 ? 0 : word,
      )
      return [given, { ...given, source: { ...given.source, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        firstItem(before as TensorValue),
        firstItem(after as TensorValue),
        changed('the last item was edited'),
      ),
  }),
]

/** [B, S] -> [B, S + 2]. */
function withTwoMoreColumns({ shape, values }: TensorValue): TensorValue {
  const [B, S] = shape as [number, number]
  const wider = Int32Array.from({ length: B * (S + 2) }, (_, at) => {
    const [b, s] = [Math.floor(at / (S + 2)), at % (S + 2)]
    return s < S ? values[b * S + s]! : 0
  })
  return { dtype: 'int32', shape: [B, S + 2], values: wider }
}

/** The first example: 2 · embedding + position, times each row of the embedding. */
function byHand(): number[][] {
  const [sin, cos] = [Math.sin, Math.cos]
  const first = [2, 1, -2, 3]
  const second = [4 + sin(1), -2 + cos(1), sin(0.01), 2 + cos(0.01)]
  const scores = ([a, b, c, d]: number[]) => [b! + c!, a! - c! + d!, 2 * a! - b! + d!]
  return [scores(first), scores(second)]
}
