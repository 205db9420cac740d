/** Known wrong solutions: each is the correct model with another embedding, mask, wiring or head. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type {
  Attention,
  DecoderLayer,
  EncoderLayer,
  FeedForward,
  Norm,
  Translator,
} from './stub.ts'

type Given = [source: tf.Tensor2D, target: tf.Tensor2D, weights: Translator, nHeads: number]

type Embed = (ids: tf.Tensor2D, embedding: tf.Tensor2D) => tf.Tensor
type Positions = (length: number, dModel: number) => tf.Tensor

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly embedSource?: Embed
  readonly embedTarget?: Embed
  /** What the attentions may see: [B, 1, 1, S], [T, T] and [B, 1, 1, S]. */
  readonly encoderMask?: (real: tf.Tensor) => tf.Tensor
  readonly decoderMask?: (past: tf.Tensor) => tf.Tensor
  readonly crossMask?: (real: tf.Tensor) => tf.Tensor
  readonly encoderLayer?: typeof encode
  readonly decoderLayer?: typeof decode
  /** What decoder layer `l` reads, given the embedded source and the result of every encoder layer. */
  readonly memoryOf?: (steps: readonly tf.Tensor[], l: number) => tf.Tensor
  readonly encoderWeights?: (layers: EncoderLayer[], l: number) => EncoderLayer
  readonly decoderWeights?: (layers: DecoderLayer[], l: number) => DecoderLayer
  /** What enters the first decoder layer. */
  readonly start?: (x: tf.Tensor, steps: readonly tf.Tensor[]) => tf.Tensor
  readonly head?: (x: tf.Tensor, embedding: tf.Tensor2D) => tf.Tensor
}

const right: Required<Pieces> = {
  embedSource: (ids, embedding) => embed(ids, embedding),
  embedTarget: (ids, embedding) => embed(ids, embedding),
  encoderMask: (real) => real,
  decoderMask: (past) => past,
  crossMask: (real) => real,
  encoderLayer: encode,
  decoderLayer: decode,
  memoryOf: (steps) => steps.at(-1)!,
  encoderWeights: (layers, l) => layers[l]!,
  decoderWeights: (layers, l) => layers[l]!,
  start: (x) => x,
  head: tiedHead,
}

function model([source, target, weights, nHeads]: Given, wrong: Pieces): tf.Tensor {
  const { embedding, encoder, decoder } = weights
  const pieces = { ...right, ...wrong }
  const [B, S] = source.shape
  const real = tf.reshape(tf.notEqual(source, 0), [B, 1, 1, S])
  const past = lowerTriangle(target.shape[1])

  const steps = [pieces.embedSource(source, embedding)]
  encoder.forEach((_, l) => {
    const layer = pieces.encoderWeights(encoder, l)
    steps.push(pieces.encoderLayer(steps.at(-1)!, pieces.encoderMask(real), layer, nHeads))
  })
  let x = pieces.start(pieces.embedTarget(target, embedding), steps)
  decoder.forEach((_, l) => {
    const layer = pieces.decoderWeights(decoder, l)
    const masks = [pieces.decoderMask(past), pieces.crossMask(real)] as const
    x = pieces.decoderLayer(x, pieces.memoryOf(steps, l), masks, layer, nHeads)
  })
  return pieces.head(x, embedding)
}

function embed(
  ids: tf.Tensor2D,
  embedding: tf.Tensor2D,
  positions: Positions = sinusoidal,
  scale = Math.sqrt(embedding.shape[1]),
): tf.Tensor {
  const tokens = tf.mul(tf.gather(embedding, ids), scale)
  return tf.add(tokens, positions(ids.shape[1], embedding.shape[1]))
}

function sinusoidal(length: number, dModel: number, first = 0): tf.Tensor {
  const table = Array.from({ length }, (_, row) =>
    Array.from({ length: dModel }, (_entry, c) => {
      const angle = (row + first) / 10000 ** ((c - (c % 2)) / dModel)
      return c % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
    }),
  )
  return tf.tensor2d(table)
}

const nothing: Positions = (length, dModel) => tf.zeros([length, dModel])

function encode(
  x: tf.Tensor,
  mask: tf.Tensor,
  { attention, ln1, ffn, ln2 }: EncoderLayer,
  nHeads: number,
): tf.Tensor {
  const y = layerNorm(tf.add(x, attend(x, x, attention, nHeads, mask)), ln1)
  return layerNorm(tf.add(y, feedForward(y, ffn)), ln2)
}

function decode(
  t: tf.Tensor,
  memory: tf.Tensor,
  [past, real]: readonly [tf.Tensor, tf.Tensor],
  { selfAttention, ln1, crossAttention, ln2, ffn, ln3 }: DecoderLayer,
  nHeads: number,
): tf.Tensor {
  const x = layerNorm(tf.add(t, attend(t, t, selfAttention, nHeads, past)), ln1)
  const y = layerNorm(tf.add(x, attend(x, memory, crossAttention, nHeads, real)), ln2)
  return layerNorm(tf.add(y, feedForward(y, ffn)), ln3)
}

function tiedHead(x: tf.Tensor, embedding: tf.Tensor2D): tf.Tensor {
  return tf.matMul(x, embedding, false, true)
}

function attend(
  x: tf.Tensor,
  read: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: Attention,
  nHeads: number,
  mask: tf.Tensor,
): tf.Tensor {
  const [B, T, width] = x.shape as [number, number, number]
  const split = (y: tf.Tensor) =>
    tf.transpose(tf.reshape(y, [B, y.shape[1]!, nHeads, width / nHeads]), [0, 2, 1, 3])
  const [q, k] = [split(linear(x, wq, bq)), split(linear(read, wk, bk))]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(width / nHeads))
  const shares = tf.softmax(tf.where(mask, scores, -Infinity)) // [B, H, T, S]
  const heads = tf.matMul(shares, split(linear(read, wv, bv)))
  return linear(tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [B, T, width]), wo, bo)
}

function feedForward(x: tf.Tensor, { w1, b1, w2, b2 }: FeedForward): tf.Tensor {
  return linear(tf.relu(linear(x, w1, b1)), w2, b2)
}

function layerNorm(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true)
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma), beta)
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

function lowerTriangle(T: number): tf.Tensor {
  return tf.lessEqual(tf.range(0, T), tf.reshape(tf.range(0, T), [T, 1]))
}

export function noScale(...given: Given) {
  const unscaled: Embed = (ids, embedding) => embed(ids, embedding, sinusoidal, 1)
  return model(given, { embedSource: unscaled, embedTarget: unscaled })
}

export function positionsScaled(...given: Given) {
  const scaled: Embed = (ids, embedding) =>
    tf.mul(embed(ids, embedding, sinusoidal, 1), Math.sqrt(embedding.shape[1]))
  return model(given, { embedSource: scaled, embedTarget: scaled })
}

export function noPositions(...given: Given) {
  const bare: Embed = (ids, embedding) => embed(ids, embedding, nothing)
  return model(given, { embedSource: bare, embedTarget: bare })
}

export function sourceWithoutPositions(...given: Given) {
  return model(given, { embedSource: (ids, embedding) => embed(ids, embedding, nothing) })
}

export function positionsFromOne(...given: Given) {
  const later: Embed = (ids, embedding) =>
    embed(ids, embedding, (length, dModel) => sinusoidal(length, dModel, 1))
  return model(given, { embedSource: later, embedTarget: later })
}

export function positionsInHalves(...given: Given) {
  const halves: Positions = (length, dModel) => {
    const pairs = tf.reshape(sinusoidal(length, dModel), [length, dModel / 2, 2])
    return tf.reshape(tf.transpose(pairs, [0, 2, 1]), [length, dModel])
  }
  const halved: Embed = (ids, embedding) => embed(ids, embedding, halves)
  return model(given, { embedSource: halved, embedTarget: halved })
}

export function targetAfterSource(...given: Given) {
  const S = given[0].shape[1]
  return model(given, {
    embedTarget: (ids, embedding) =>
      embed(ids, embedding, (length, dModel) => sinusoidal(length, dModel, S)),
  })
}

export function headScaled(...given: Given) {
  return model(given, {
    head: (x, embedding) => tf.mul(tiedHead(x, embedding), Math.sqrt(embedding.shape[1])),
  })
}

export function probabilities(...given: Given) {
  return model(given, { head: (x, embedding) => tf.softmax(tiedHead(x, embedding)) })
}

export function lastPositionOnly(...given: Given) {
  return model(given, {
    head: (x, embedding) => {
      const [B, T, dModel] = x.shape as [number, number, number]
      return tiedHead(
        tf.reshape(tf.slice(x, [0, T - 1, 0], [B, 1, dModel]), [B, dModel]),
        embedding,
      )
    },
  })
}

export function normBeforeHead(...given: Given) {
  return model(given, {
    head: (x, embedding) => {
      const { mean, variance } = tf.moments(x, -1, true)
      const standard = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)))
      return tiedHead(standard, embedding)
    },
  })
}

export function shiftedAgain(...given: Given) {
  const [source, target, weights, nHeads] = given
  const [B, T] = target.shape
  const earlier = tf.slice(target, [0, 0], [B, T - 1])
  const shifted = tf.concat([tf.onesLike(tf.slice(target, [0, 0], [B, 1])), earlier], 1)
  return model([source, shifted, weights, nHeads], {})
}

export function encoderCausal(...given: Given) {
  const S = given[0].shape[1]
  return model(given, { encoderMask: (real) => tf.logicalAnd(real, lowerTriangle(S)) })
}

export function encoderReadsPadding(...given: Given) {
  return model(given, { encoderMask: (real) => tf.onesLike(real) })
}

export function crossReadsPadding(...given: Given) {
  return model(given, { crossMask: (real) => tf.onesLike(real) })
}

export function paddingReadEverywhere(...given: Given) {
  return model(given, {
    encoderMask: (real) => tf.onesLike(real),
    crossMask: (real) => tf.onesLike(real),
  })
}

export function decoderSeesFuture(...given: Given) {
  return model(given, { decoderMask: (past) => tf.onesLike(past) })
}

export function layerReadsItsTwin(...given: Given) {
  return model(given, { memoryOf: (steps, l) => steps[Math.min(l + 1, steps.length - 1)]! })
}

export function encoderSkipped(...given: Given) {
  return model(given, { memoryOf: (steps) => steps[0]! })
}

export function startsFromMemory(...given: Given) {
  return model(given, {
    start: (x, steps) => {
      const mean = tf.mean(steps.at(-1)!, 1, true) // [B, 1, dModel]
      return tf.add(x, mean)
    },
  })
}

export function firstEncoderLayerAlways(...given: Given) {
  return model(given, { encoderWeights: (layers) => layers[0]! })
}

export function firstDecoderLayerAlways(...given: Given) {
  return model(given, { decoderWeights: (layers) => layers[0]! })
}

export function layersInReverse(...given: Given) {
  return model(given, { decoderWeights: (layers, l) => layers[layers.length - 1 - l]! })
}

export function encoderPreNorm(...given: Given) {
  return model(given, {
    encoderLayer: (x, mask, { attention, ln1, ffn, ln2 }, nHeads) => {
      const normed = layerNorm(x, ln1)
      const y = tf.add(x, attend(normed, normed, attention, nHeads, mask))
      return tf.add(y, feedForward(layerNorm(y, ln2), ffn))
    },
  })
}

export function encoderWithoutFeedForward(...given: Given) {
  return model(given, {
    encoderLayer: (x, mask, { attention, ln1 }, nHeads) =>
      layerNorm(tf.add(x, attend(x, x, attention, nHeads, mask)), ln1),
  })
}

export function noCross(...given: Given) {
  return model(given, {
    decoderLayer: (t, _memory, [past], { selfAttention, ln1, ffn, ln3 }, nHeads) => {
      const x = layerNorm(tf.add(t, attend(t, t, selfAttention, nHeads, past)), ln1)
      return layerNorm(tf.add(x, feedForward(x, ffn)), ln3)
    },
  })
}

export function paddingOfAnyItem(...given: Given) {
  const shared = (real: tf.Tensor) => tf.all(real, 0, true)
  return model(given, { encoderMask: shared, crossMask: shared })
}

export const misconceptions = [
  {
    id: 'ED1',
    name: 'noScale',
    sameAs: 'a model whose embeddings are not multiplied by √dModel',
    hints: [
      'In the example without layers, what is the input at position 0, before the head?',
      'GPT-2 adds its embeddings as they are. What did the paper of 2017 do first?',
      'embed(ids) is √dModel · embedding[ids] + positions.',
    ],
    solution: noScale,
  },
  {
    id: 'ED2',
    name: 'positionsScaled',
    sameAs: 'a model that multiplies the positions by √dModel, too',
    hints: [
      'In the example without layers, what is the input at position 0, before the head?',
      'Which of the two parts of the sum is multiplied by √dModel?',
      'First the factor, for the embedding alone; then the positions are added.',
    ],
    solution: positionsScaled,
  },
  {
    id: 'ED3',
    name: 'noPositions',
    sameAs: 'a model without positions',
    hints: [
      'If the same word stands twice in the target, are its two rows before the layers equal?',
      'Attention reads a set. Where does your model learn the order?',
      'Both inputs get the sinusoidal table added.',
    ],
    solution: noPositions,
  },
  {
    id: 'ED4',
    name: 'sourceWithoutPositions',
    sameAs: 'a model with positions in the target, but none in the source',
    hints: [
      'Exchange two words of the source. Does anything change?',
      'Are source and target embedded by the same function in your code?',
      'The source gets the sinusoidal table added as well.',
    ],
    solution: sourceWithoutPositions,
  },
  {
    id: 'ED5',
    name: 'positionsFromOne',
    sameAs: 'a model whose positions count from 1',
    hints: [
      'What do you add to the first word of a sentence?',
      'Row 0 of the table is 0, 1, 0, 1, …: positions count from 0.',
    ],
    solution: positionsFromOne,
  },
  {
    id: 'ED6',
    name: 'positionsInHalves',
    sameAs: 'a model whose position table has all sines first and all cosines after them',
    hints: [
      'What does row 0 of your position table look like?',
      'Both orders exist. In the formula, which channel follows sin of the first frequency?',
      'Sines and cosines alternate: row 0 is 0, 1, 0, 1, …',
    ],
    solution: positionsInHalves,
  },
  {
    id: 'ED7',
    name: 'targetAfterSource',
    sameAs: 'a model whose target goes on counting positions where the source ended',
    hints: [
      'Which position has the first word of the target in your code?',
      'Are these one sequence or two?',
      'Source and target both count from 0.',
    ],
    solution: targetAfterSource,
  },
  {
    id: 'ED8',
    name: 'headScaled',
    sameAs: 'a model whose head multiplies by √dModel once more',
    hints: [
      'By which constant factor are your scores off?',
      'The embedding serves at both ends. At which of them is it multiplied by √dModel?',
      'The head is the embedding as it is, transposed; √dModel belongs to the inputs.',
    ],
    solution: headScaled,
  },
  {
    id: 'ED9',
    name: 'probabilities',
    sameAs: 'a model that returns probabilities instead of raw scores',
    hints: [
      'What do the numbers of one row add up to in your result?',
      'The loss takes its own softmax: return the scores as they are.',
    ],
    solution: probabilities,
  },
  {
    id: 'ED10',
    name: 'lastPositionOnly',
    sameAs: 'a model that returns the scores of the last position alone',
    hints: [
      'How many predictions does one pass over a target of T words give in training?',
      'Every position predicts its next word: return [B, T, vocab].',
    ],
    solution: lastPositionOnly,
  },
  {
    id: 'ED11',
    name: 'normBeforeHead',
    sameAs: 'a model with one more norm in front of its head',
    hints: [
      'Do you use a norm that has no parameters in weights?',
      'A pre-norm model needs a last norm, because its stream was never normalised. Does this one?',
      'Here the last decoder layer ends with a norm; the head reads that.',
    ],
    solution: normBeforeHead,
  },
  {
    id: 'ED12',
    name: 'shiftedAgain',
    sameAs: 'a model that puts BOS in front of the target once more',
    hints: [
      'Which word does your decoder read at position 0, and which at position 1?',
      'Who shifts the target here: the caller or your function?',
      'target is shifted already; embed it as it comes.',
    ],
    solution: shiftedAgain,
  },
  {
    id: 'ED13',
    name: 'encoderCausal',
    sameAs: 'a model whose encoder sees only the past',
    hints: [
      'Which source words may the first source word read in your code?',
      'The source is known from its first word to its last. Is there a future in it?',
      'In the encoder every word sees all real words; only the decoder’s self-attention is causal.',
    ],
    solution: encoderCausal,
  },
  {
    id: 'ED14',
    name: 'encoderReadsPadding',
    sameAs: 'a model whose encoder reads the padding',
    hints: [
      'Add two columns of padding to the source. Do the scores change?',
      'Which attentions have source words as their keys? Do both know what is padding?',
      'Hide the padding in the encoder’s self-attention as well as in cross-attention.',
    ],
    solution: encoderReadsPadding,
  },
  {
    id: 'ED15',
    name: 'crossReadsPadding',
    sameAs: 'a model whose cross-attention reads the padding',
    hints: [
      'Add two columns of padding to the source. Do the scores change?',
      'The encoder computes rows for the padding, too. Should anybody read them?',
      'Hide the padding in cross-attention as well as in the encoder.',
    ],
    solution: crossReadsPadding,
  },
  {
    id: 'ED16',
    name: 'paddingReadEverywhere',
    sameAs: 'a model that treats padding like a word',
    hints: [
      'Add two columns of padding to the source. Do the scores change?',
      'Where in your code does id 0 mean anything?',
      'Build a mask from source ≠ 0, and use it in the encoder and in cross-attention.',
    ],
    solution: paddingReadEverywhere,
  },
  {
    id: 'ED17',
    name: 'decoderSeesFuture',
    sameAs: 'a model whose decoder sees the future',
    hints: [
      'Edit the last target word. Which rows of scores change?',
      'Position t has to predict word t + 1. Where does word t + 1 stand?',
      'In the decoder’s self-attention, position t sees positions 0 to t.',
    ],
    solution: decoderSeesFuture,
  },
  {
    id: 'ED18',
    name: 'layerReadsItsTwin',
    sameAs: 'a model in which decoder layer ℓ reads encoder layer ℓ',
    hints: [
      'With one layer each, is everything right? And with two?',
      'Draw the lines between the two stacks. From where do they start?',
      'Every decoder layer reads the result of the last encoder layer.',
    ],
    solution: layerReadsItsTwin,
  },
  {
    id: 'ED19',
    name: 'encoderSkipped',
    sameAs: 'a model whose decoder reads the embedded source, past the encoder',
    hints: [
      'Change a weight of the encoder. Does anything change?',
      'memory is what the last encoder layer returns. Did you keep it?',
    ],
    solution: encoderSkipped,
  },
  {
    id: 'ED20',
    name: 'startsFromMemory',
    sameAs: 'a decoder whose input has the mean of the memory added',
    hints: [
      'In the example without layers, what is the input at position 0, before the head?',
      'By which door does the source enter a decoder with attention?',
      'The decoder starts from the embedded target alone; memory comes in through cross-attention.',
    ],
    solution: startsFromMemory,
  },
  {
    id: 'ED21',
    name: 'firstEncoderLayerAlways',
    sameAs: 'a model that uses the weights of encoder layer 0 in all encoder layers',
    hints: [
      'With one layer each, is everything right? And with two?',
      'Change a weight of encoder layer 1. Does anything change?',
      'Layer ℓ has weights of its own: weights.encoder[ℓ].',
    ],
    solution: firstEncoderLayerAlways,
  },
  {
    id: 'ED22',
    name: 'firstDecoderLayerAlways',
    sameAs: 'a model that uses the weights of decoder layer 0 in all decoder layers',
    hints: [
      'With one layer each, is everything right? And with two?',
      'Change a weight of decoder layer 1. Does anything change?',
      'Layer ℓ has weights of its own: weights.decoder[ℓ].',
    ],
    solution: firstDecoderLayerAlways,
  },
  {
    id: 'ED23',
    name: 'layersInReverse',
    sameAs: 'a model whose decoder layers are applied from the last to the first',
    hints: [
      'With one decoder layer, is everything right? And with two?',
      'weights.decoder[0] is the layer that reads the embedded target.',
    ],
    solution: layersInReverse,
  },
  {
    id: 'ED24',
    name: 'encoderPreNorm',
    sameAs: 'a model with pre-norm layers in its encoder',
    hints: [
      'What is the last step of your encoder layer: a norm or a sum?',
      'Do the two stacks of your model agree about where the norms stand?',
      'An encoder layer is x = LN1(x + attention(x)), then LN2(x + FFN(x)).',
    ],
    solution: encoderPreNorm,
  },
  {
    id: 'ED25',
    name: 'encoderWithoutFeedForward',
    sameAs: 'a model whose encoder layers have no FFN',
    hints: [
      'Which parameters of an encoder layer does your function never read?',
      'Each encoder layer has two parts: attention, then the FFN, each with a sum and a norm.',
    ],
    solution: encoderWithoutFeedForward,
  },
  {
    id: 'ED26',
    name: 'noCross',
    sameAs: 'a model whose decoder has no cross-attention',
    hints: [
      'Change the source. Do the scores change?',
      'Each decoder layer has three parts; the middle one reads memory.',
    ],
    solution: noCross,
  },
  {
    id: 'ED27',
    name: 'paddingOfAnyItem',
    sameAs: 'a model that hides from every item what is padding in any of them',
    hints: [
      'Shorten the source of one item. Do the scores of another one change?',
      'Which shape has your padding mask, and does it know which item it belongs to?',
      'The mask is [B, 1, 1, S]: item b hides its own padding, nothing else.',
    ],
    solution: paddingOfAnyItem,
  },
] satisfies readonly Misconception[]
