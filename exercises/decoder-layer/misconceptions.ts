/** Known wrong solutions: each is the correct layer with another wiring, mask, norm or attention. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { Attention, DecoderLayer, Norm } from './stub.ts'

type Given = [
  target: tf.Tensor3D,
  memory: tf.Tensor3D,
  memoryMask: tf.Tensor2D,
  parameters: DecoderLayer,
  nHeads: number,
]

/** The layers as the wiring sees them: what is left out of a call is as it should be. */
interface Layers {
  readonly target: tf.Tensor
  readonly memory: tf.Tensor
  /** true where query t may see token s: [T, T]. */
  readonly past: tf.Tensor
  /** true where a source token is real: [B, 1, 1, S]. */
  readonly real: tf.Tensor
  readonly self: (x: tf.Tensor, mask?: tf.Tensor) => tf.Tensor
  readonly cross: (x: tf.Tensor, read?: tf.Tensor, options?: Options) => tf.Tensor
  readonly ffn: (y: tf.Tensor) => tf.Tensor
  readonly norms: readonly [Layer, Layer, Layer]
}

type Layer = (y: tf.Tensor) => tf.Tensor

interface Options {
  readonly mask?: tf.Tensor
  readonly weights?: Attention
  /** Where the values come from, if not from where the keys come from. */
  readonly valuesFrom?: tf.Tensor
  readonly scale?: number
  readonly merge?: (heads: tf.Tensor) => tf.Tensor
  readonly weigh?: (scores: tf.Tensor, mask: tf.Tensor) => tf.Tensor
}

function layersOf([target, memory, memoryMask, p, nHeads]: Given): Layers {
  const T = target.shape[1]
  const real = tf.reshape(memoryMask, [memory.shape[0], 1, 1, memory.shape[1]])
  const past = lowerTriangle(T, T)
  return {
    target,
    memory,
    past,
    real,
    self: (x, mask = past) => attend(x, x, p.selfAttention, nHeads, { mask }),
    cross: (x, read = memory, options = {}) =>
      attend(x, read, options.weights ?? p.crossAttention, nHeads, { mask: real, ...options }),
    ffn: (y) => linear(tf.relu(linear(y, p.ffn.w1, p.ffn.b1)), p.ffn.w2, p.ffn.b2),
    norms: [(y) => layerNorm(y, p.ln1), (y) => layerNorm(y, p.ln2), (y) => layerNorm(y, p.ln3)],
  }
}

/** The right wiring. */
function wire({ target, self, cross, ffn, norms: [ln1, ln2, ln3] }: Layers): tf.Tensor {
  const x = ln1(tf.add(target, self(target)))
  const y = ln2(tf.add(x, cross(x)))
  return ln3(tf.add(y, ffn(y)))
}

function attend(
  x: tf.Tensor,
  read: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: Attention,
  nHeads: number,
  {
    mask = tf.scalar(true),
    valuesFrom = read,
    scale = Math.sqrt(bq.size / nHeads),
    merge = (heads) => tf.transpose(heads, [0, 2, 1, 3]),
    weigh = (scores, visible) => tf.softmax(tf.where(visible, scores, -Infinity)),
  }: Options = {},
): tf.Tensor {
  const [B, T, width] = x.shape as [number, number, number]
  const split = (y: tf.Tensor) =>
    tf.transpose(tf.reshape(y, [B, y.shape[1]!, nHeads, width / nHeads]), [0, 2, 1, 3])
  const [q, k] = [split(linear(x, wq, bq)), split(linear(read, wk, bk))]
  const v = split(linear(valuesFrom, wv, bv))
  const shares = weigh(tf.div(tf.matMul(q, k, false, true), scale), mask) // [B, H, T, S]
  return linear(tf.reshape(merge(tf.matMul(shares, v)), [B, T, width]), wo, bo)
}

function layerNorm(y: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(y, -1, true)
  return tf.add(tf.mul(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma), beta)
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

/** [T, S], true where s <= t. */
function lowerTriangle(T: number, S: number): tf.Tensor {
  return tf.lessEqual(tf.range(0, S), tf.reshape(tf.range(0, T), [T, 1]))
}

export function rolesExchanged(...given: Given) {
  const layers = layersOf(given)
  return wire({ ...layers, cross: (x) => layers.cross(layers.memory, x, { mask: layers.past }) })
}

export function valuesFromTarget(...given: Given) {
  const layers = layersOf(given)
  return wire({
    ...layers,
    cross: (x) => layers.cross(x, layers.memory, { valuesFrom: x }),
  })
}

export function keysFromTarget(...given: Given) {
  const layers = layersOf(given)
  return wire({
    ...layers,
    cross: (x) => layers.cross(x, x, { valuesFrom: layers.memory }),
  })
}

export function crossReadsTarget(...given: Given) {
  const layers = layersOf(given)
  return wire({ ...layers, cross: (x) => layers.cross(x, x, { mask: layers.past }) })
}

export function crossCausal(...given: Given) {
  const layers = layersOf(given)
  const past = lowerTriangle(layers.target.shape[1]!, layers.memory.shape[1]!)
  const mask = tf.logicalAnd(layers.real, past)
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { mask }) })
}

export function sourceMaskOnSelf(...given: Given) {
  const layers = layersOf(given)
  const mask = tf.logicalAnd(layers.real, layers.past)
  return wire({ ...layers, self: (x) => layers.self(x, mask) })
}

export function paddingRead(...given: Given) {
  const layers = layersOf(given)
  const mask = tf.onesLike(layers.real)
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { mask }) })
}

export function paddingOnly(...given: Given) {
  const layers = layersOf(given)
  const mask = tf.logicalNot(layers.real)
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { mask }) })
}

export function maskOfFirstItem(...given: Given) {
  const layers = layersOf(given)
  const mask = tf.slice(layers.real, [0, 0, 0, 0], [1, 1, 1, -1])
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { mask }) })
}

export function maskTiledOverHeads(...given: Given) {
  const layers = layersOf(given)
  const [, , memoryMask, , nHeads] = given
  const [B, S] = memoryMask.shape
  const tiled = tf.tile(tf.cast(memoryMask, 'int32'), [nHeads, 1])
  const mask = tf.cast(tf.reshape(tiled, [B, nHeads, 1, S]), 'bool')
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { mask }) })
}

export function maskAfterSoftmax(...given: Given) {
  const layers = layersOf(given)
  const weigh = (scores: tf.Tensor, mask: tf.Tensor) => tf.mul(tf.softmax(scores), mask)
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { weigh }) })
}

export function zeroForHidden(...given: Given) {
  const layers = layersOf(given)
  const weigh = (scores: tf.Tensor, mask: tf.Tensor) => tf.softmax(tf.mul(scores, mask))
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { weigh }) })
}

export function selfNotCausal(...given: Given) {
  const layers = layersOf(given)
  return wire({ ...layers, self: (x) => layers.self(x, tf.scalar(true)) })
}

export function residualFromMemory(...given: Given) {
  const layers = layersOf(given)
  const { target, memory, self, cross, ffn } = layers
  const [ln1, ln2, ln3] = layers.norms
  const x = ln1(tf.add(target, self(target)))
  const y = ln2(tf.add(memory, cross(x)))
  return ln3(tf.add(y, ffn(y)))
}

export function residualFromTarget(...given: Given) {
  const { target, self, cross, ffn, norms } = layersOf(given)
  const [ln1, ln2, ln3] = norms
  const x = ln1(tf.add(target, self(target)))
  const y = ln2(tf.add(target, cross(x)))
  return ln3(tf.add(y, ffn(y)))
}

export function queriesFromInput(...given: Given) {
  const { target, self, cross, ffn, norms } = layersOf(given)
  const [ln1, ln2, ln3] = norms
  const x = ln1(tf.add(target, self(target)))
  const y = ln2(tf.add(x, cross(target)))
  return ln3(tf.add(y, ffn(y)))
}

export function crossFirst(...given: Given) {
  const { target, self, cross, ffn, norms } = layersOf(given)
  const [ln1, ln2, ln3] = norms
  const x = ln1(tf.add(target, cross(target)))
  const y = ln2(tf.add(x, self(x)))
  return ln3(tf.add(y, ffn(y)))
}

export function noCross(...given: Given) {
  const { target, self, ffn, norms } = layersOf(given)
  const [ln1, , ln3] = norms
  const x = ln1(tf.add(target, self(target)))
  return ln3(tf.add(x, ffn(x)))
}

export function noSelf(...given: Given) {
  const { target, cross, ffn, norms } = layersOf(given)
  const [, ln2, ln3] = norms
  const y = ln2(tf.add(target, cross(target)))
  return ln3(tf.add(y, ffn(y)))
}

export function noCrossResidual(...given: Given) {
  const { target, self, cross, ffn, norms } = layersOf(given)
  const [ln1, ln2, ln3] = norms
  const y = ln2(cross(ln1(tf.add(target, self(target)))))
  return ln3(tf.add(y, ffn(y)))
}

export function preNorm(...given: Given) {
  const { target, self, cross, ffn, norms } = layersOf(given)
  const [ln1, ln2, ln3] = norms
  const x = tf.add(target, self(ln1(target)))
  const y = tf.add(x, cross(ln2(x)))
  return tf.add(y, ffn(ln3(y)))
}

export function memoryNormed(...given: Given) {
  const layers = layersOf(given)
  const memory = layers.norms[1](layers.memory)
  return wire({ ...layers, cross: (x) => layers.cross(x, memory) })
}

export function oneNorm(...given: Given) {
  const layers = layersOf(given)
  const [ln1] = layers.norms
  return wire({ ...layers, norms: [ln1, ln1, ln1] })
}

export function lastNormMissing(...given: Given) {
  const layers = layersOf(given)
  const [ln1, ln2] = layers.norms
  return wire({ ...layers, norms: [ln1, ln2, (y) => y] })
}

export function selfWeightsTwice(...given: Given) {
  const layers = layersOf(given)
  const weights = given[3].selfAttention
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { weights }) })
}

export function geluInstead(...given: Given) {
  const layers = layersOf(given)
  const { w1, b1, w2, b2 } = given[3].ffn
  const gelu = (y: tf.Tensor) => tf.mul(y, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(y, Math.SQRT1_2)))))
  return wire({ ...layers, ffn: (y) => linear(gelu(linear(y, w1, b1)), w2, b2) })
}

export function crossUnscaled(...given: Given) {
  const layers = layersOf(given)
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { scale: 1 }) })
}

export function oneWideHead(...[target, memory, memoryMask, parameters]: Given) {
  return wire(layersOf([target, memory, memoryMask, parameters, 1]))
}

export function mergeWithoutSwap(...given: Given) {
  const layers = layersOf(given)
  const merge = (heads: tf.Tensor) => heads
  return wire({ ...layers, cross: (x) => layers.cross(x, layers.memory, { merge }) })
}

export const misconceptions = [
  {
    id: 'DL1',
    name: 'rolesExchanged',
    sameAs: 'cross-attention in which the source asks and the target answers',
    hints: [
      'Give the source one token more. Does the length of your result change, or does the code stop?',
      'Which of the two sequences is looking for something here?',
      'Queries come from the target’s stream; keys and values come from memory.',
    ],
    solution: rolesExchanged,
  },
  {
    id: 'DL2',
    name: 'valuesFromTarget',
    sameAs: 'cross-attention with keys from memory and values from the target',
    hints: [
      'A weight says how much of source token s is taken. Of which sequence are the things taken?',
      'Keys and values describe the same tokens: both come from memory.',
    ],
    solution: valuesFromTarget,
  },
  {
    id: 'DL3',
    name: 'keysFromTarget',
    sameAs: 'cross-attention with values from memory and keys from the target',
    hints: [
      'With what are your queries compared: with what the source offers, or with the target itself?',
      'Keys and values describe the same tokens: both come from memory.',
    ],
    solution: keysFromTarget,
  },
  {
    id: 'DL4',
    name: 'crossReadsTarget',
    sameAs: 'a second self-attention in the place of cross-attention',
    hints: [
      'Change memory. Does your result change?',
      'What do the keys and values of the second attention read?',
      'The second attention reads memory: its keys and values are projections of memory.',
    ],
    solution: crossReadsTarget,
  },
  {
    id: 'DL5',
    name: 'crossCausal',
    sameAs: 'cross-attention under a causal mask',
    hints: [
      'Which source tokens may the first target token read in your code?',
      'Is any part of the source still unwritten when the decoder starts?',
      'The causal mask belongs to self-attention. Every target token sees all real source tokens.',
    ],
    solution: crossCausal,
  },
  {
    id: 'DL6',
    name: 'sourceMaskOnSelf',
    sameAs: 'self-attention that hides target tokens where the source has padding',
    hints: [
      'Does your code still run when T and S differ?',
      'memoryMask has one entry per source token. Which attention has source tokens as keys?',
      'Self-attention needs the causal mask alone; memoryMask belongs to cross-attention.',
    ],
    solution: sourceMaskOnSelf,
  },
  {
    id: 'DL7',
    name: 'paddingRead',
    sameAs: 'cross-attention that reads the padding, too',
    hints: [
      'Write large numbers into the padding of memory. Does your result move?',
      'Where does memoryMask go after it enters your function?',
      'Scores become -Infinity where memoryMask is false, before the softmax.',
    ],
    solution: paddingRead,
  },
  {
    id: 'DL8',
    name: 'paddingOnly',
    sameAs: 'cross-attention that sees exactly what memoryMask forbids',
    hints: [
      'Which source tokens have a weight above 0 in your code?',
      'In this course true means "may attend". Some libraries use true for "hidden".',
    ],
    solution: paddingOnly,
  },
  {
    id: 'DL9',
    name: 'maskOfFirstItem',
    sameAs: 'cross-attention with the mask of item 0 in every item',
    hints: [
      'Is item 0 right, and are the others wrong?',
      'The mask is [B, S]. Which axes does it need so that item b uses row b?',
      'Make it [B, 1, 1, S]: it then broadcasts over heads and queries.',
    ],
    solution: maskOfFirstItem,
  },
  {
    id: 'DL10',
    name: 'maskTiledOverHeads',
    sameAs:
      'a mask repeated for the heads in the wrong order, so that items get each other’s masks',
    hints: [
      'With B = 1, is everything right? And with B = 2?',
      'When items and heads share one axis, which one varies faster: the item or the head?',
      'Row b · H + h of the mask must be that of item b: repeat each row H times, not the whole mask.',
    ],
    solution: maskTiledOverHeads,
  },
  {
    id: 'DL11',
    name: 'maskAfterSoftmax',
    sameAs: 'cross-attention whose weights are set to 0 on padding after the softmax',
    hints: [
      'What do the weights of one target token add up to in your code, when the source is padded?',
      'The weight that you take from the padding: who should get it?',
      'Mask the scores, with -Infinity, before the softmax.',
    ],
    solution: maskAfterSoftmax,
  },
  {
    id: 'DL12',
    name: 'zeroForHidden',
    sameAs: 'cross-attention with a score of 0 for padding',
    hints: [
      'What is exp(0)?',
      'A token with score 0 still takes part. Which score gives a weight of exactly 0?',
      'Choose -Infinity where memoryMask is false.',
    ],
    solution: zeroForHidden,
  },
  {
    id: 'DL13',
    name: 'selfNotCausal',
    sameAs: 'a layer whose self-attention sees the future',
    hints: [
      'Edit the last target token. Which rows of your result change?',
      'While it learns, the decoder is given the whole translation. What keeps it from copying?',
      'In self-attention, token t sees tokens 0 to t.',
    ],
    solution: selfNotCausal,
  },
  {
    id: 'DL14',
    name: 'residualFromMemory',
    sameAs: 'a layer that adds cross-attention to memory instead of to x',
    hints: [
      'Set wo and bo of cross-attention to zero. Does memory still reach your result?',
      'Whose stream runs through the decoder: the target’s or the source’s?',
      'The second sum is x + crossAttention(x, memory).',
    ],
    solution: residualFromMemory,
  },
  {
    id: 'DL15',
    name: 'residualFromTarget',
    sameAs: 'a layer that adds cross-attention to the input, not to the sum with self-attention',
    hints: [
      'Where does the result of self-attention enter your output, other than through the queries?',
      'Which of your sums start from target, and which should go on from x?',
      'The second sum is x + crossAttention(x, memory), with x from the first norm.',
    ],
    solution: residualFromTarget,
  },
  {
    id: 'DL16',
    name: 'queriesFromInput',
    sameAs: 'cross-attention whose queries come from the layer’s input',
    hints: [
      'What does a target token know when it asks the source: only itself, or also what came before it?',
      'The queries of cross-attention come from x, which already holds what self-attention found.',
    ],
    solution: queriesFromInput,
  },
  {
    id: 'DL17',
    name: 'crossFirst',
    sameAs: 'a layer with cross-attention before self-attention',
    hints: [
      'Which of the two attentions sees the other one’s result?',
      'First the target looks at itself, then at the source.',
    ],
    solution: crossFirst,
  },
  {
    id: 'DL18',
    name: 'noCross',
    sameAs: 'a layer without cross-attention',
    hints: [
      'Change memory. Does your result change?',
      'Which parameters does your function never read?',
      'Between self-attention and the FFN stands LN2(x + crossAttention(x, memory)).',
    ],
    solution: noCross,
  },
  {
    id: 'DL19',
    name: 'noSelf',
    sameAs: 'a layer without self-attention',
    hints: [
      'Edit target token 0. Does row 1 of your result change?',
      'Which parameters does your function never read?',
      'The layer begins with x = LN1(target + selfAttention(target)).',
    ],
    solution: noSelf,
  },
  {
    id: 'DL20',
    name: 'noCrossResidual',
    sameAs: 'a layer without the residual sum around cross-attention',
    hints: [
      'Set wo and bo of cross-attention to zero. What should be left? What do you have?',
      'y is LN2(x + crossAttention(x, memory)); here the x is missing.',
    ],
    solution: noCrossResidual,
  },
  {
    id: 'DL21',
    name: 'preNorm',
    sameAs: 'a pre-norm layer, which normalises what each part reads and not the sums',
    hints: [
      'What is the last step of your layer: a norm or a sum?',
      'GPT-2 moved the norms. Where did they stand in 2017?',
      'Here each norm comes after its sum: x = LN1(target + selfAttention(target)), and so on.',
    ],
    solution: preNorm,
  },
  {
    id: 'DL22',
    name: 'memoryNormed',
    sameAs: 'a layer that normalises memory before reading it',
    hints: [
      'Double all of memory. Should the keys change?',
      'Which of the three norms in the formula has memory inside?',
      'memory goes into the projections as it comes; no norm of this layer touches it.',
    ],
    solution: memoryNormed,
  },
  {
    id: 'DL23',
    name: 'oneNorm',
    sameAs: 'a layer that uses the parameters of LN1 for all three norms',
    hints: [
      'Change ln3.gamma. Does your result change?',
      'The three norms have parameters of their own.',
    ],
    solution: oneNorm,
  },
  {
    id: 'DL24',
    name: 'lastNormMissing',
    sameAs: 'a layer without the norm after the FFN',
    hints: [
      'How many norms does your layer use, and how many are in the formula?',
      'The output is LN3(y + FFN(y)).',
    ],
    solution: lastNormMissing,
  },
  {
    id: 'DL25',
    name: 'selfWeightsTwice',
    sameAs: 'cross-attention with the weights of self-attention',
    hints: [
      'Which parameters does your function never read?',
      'The two attentions have weights of their own; the second one reads crossAttention.',
    ],
    solution: selfWeightsTwice,
  },
  {
    id: 'DL26',
    name: 'geluInstead',
    sameAs: 'an FFN with GELU',
    hints: [
      'What does your activation give for -1?',
      'GELU came with BERT and GPT. The layer of 2017 has max(0, x).',
    ],
    solution: geluInstead,
  },
  {
    id: 'DL27',
    name: 'crossUnscaled',
    sameAs: 'cross-attention that does not divide by √dHead',
    hints: [
      'Does your cross-attention treat its scores as your self-attention does?',
      'Divide every score by √dHead before the softmax, in both attentions.',
    ],
    solution: crossUnscaled,
  },
  {
    id: 'DL28',
    name: 'oneWideHead',
    sameAs: 'a layer with a single head as wide as the model',
    hints: [
      'Does your result change when nHeads does?',
      'Both attentions have nHeads heads, each dModel / nHeads wide.',
    ],
    solution: oneWideHead,
  },
  {
    id: 'DL29',
    name: 'mergeWithoutSwap',
    sameAs: 'cross-attention whose heads are merged by one reshape, without exchanging axes',
    hints: [
      'After your merge, does row 0 hold every head of token 0, or head 0 of several tokens?',
      'Exchange axes 1 and 2, [B, H, T, dHead] to [B, T, H, dHead], and only then reshape.',
    ],
    solution: mergeWithoutSwap,
  },
] satisfies readonly Misconception[]
