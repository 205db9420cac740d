/** Known wrong solutions: each is the correct computation with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { AttentionWeights } from './stub.ts'

type Mask = tf.Tensor2D | null

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly project?: (x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D) => tf.Tensor
  readonly split?: (y: tf.Tensor, nHeads: number) => tf.Tensor
  readonly attend?: (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, mask: Mask) => tf.Tensor
  readonly merge?: (heads: tf.Tensor) => tf.Tensor
  readonly output?: (merged: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D) => tf.Tensor
}

type Weights = AttentionWeights

function heads(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask, pieces: Pieces) {
  const { project = linear, split = splitHeads, attend = attention } = pieces
  const { merge = mergeHeads, output = linear } = pieces
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const q = split(project(x, wq, bq), nHeads) // [B, H, T, dHead]
  const k = split(project(x, wk, bk), nHeads) // [B, H, T, dHead]
  const v = split(project(x, wv, bv), nHeads) // [B, H, T, dHead]
  return output(merge(attend(q, k, v, mask)), wo, bo) // [B, T, dModel]
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

function splitHeads(y: tf.Tensor, nHeads: number): tf.Tensor {
  const [B, T, width] = y.shape as [number, number, number]
  return tf.transpose(tf.reshape(y, [B, T, nHeads, width / nHeads]), [0, 2, 1, 3])
}

function mergeHeads(z: tf.Tensor): tf.Tensor {
  const [B, H, T, dHead] = z.shape as [number, number, number, number]
  return tf.reshape(tf.transpose(z, [0, 2, 1, 3]), [B, T, H * dHead])
}

function scoresOf(q: tf.Tensor, k: tf.Tensor, scale = Math.sqrt(q.shape[3] as number)): tf.Tensor {
  return tf.div(tf.matMul(q, k, false, true), scale)
}

function hide(scores: tf.Tensor, mask: Mask, fill = -Infinity): tf.Tensor {
  return mask ? tf.where(mask, scores, fill) : scores
}

function attention(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, mask: Mask): tf.Tensor {
  return tf.matMul(tf.softmax(hide(scoresOf(q, k), mask)), v)
}

function splitDirectly(y: tf.Tensor, nHeads: number): tf.Tensor {
  const [B, T, width] = y.shape as [number, number, number]
  return tf.reshape(y, [B, nHeads, T, width / nHeads])
}

function mergeDirectly(z: tf.Tensor): tf.Tensor {
  const [B, H, T, dHead] = z.shape as [number, number, number, number]
  return tf.reshape(z, [B, T, H * dHead])
}

export function splitWithoutSwap(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, { split: splitDirectly })
}

export function mergeWithoutSwap(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, { merge: mergeDirectly })
}

export function neitherSwapped(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, { split: splitDirectly, merge: mergeDirectly })
}

export function interleavedHeads(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  const [B, T, width] = x.shape
  return heads(x, weights, nHeads, mask, {
    split: (y) => tf.transpose(tf.reshape(y, [B, T, width / nHeads, nHeads]), [0, 3, 1, 2]),
    merge: (z) => tf.reshape(tf.transpose(z, [0, 2, 3, 1]), [B, T, width]),
  })
}

export function sizesExchanged(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, x.shape[2] / nHeads, mask, {})
}

export function oneWideHead(x: tf.Tensor3D, weights: Weights, _nHeads: number, mask: Mask) {
  return heads(x, weights, 1, mask, {})
}

export function batchAndHeadsMixed(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  const [B, T, width] = x.shape
  return heads(x, weights, nHeads, mask, {
    merge: (z) => {
      const exchanged = tf.reshape(z, [nHeads, B, T, width / nHeads])
      return tf.reshape(tf.transpose(exchanged, [1, 2, 0, 3]), [B, T, width])
    },
  })
}

export function slicedBeforeProjecting(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  const dHead = x.shape[2] / nHeads
  return heads(x, w, nHeads, mask, {
    project: (y, W, b) =>
      tf.concat(
        Array.from({ length: nHeads }, (_, h) => {
          const slice = tf.slice(y, [0, 0, h * dHead], [-1, -1, dHead]) // [B, T, dHead]
          const block = tf.slice(W, [h * dHead, h * dHead], [dHead, dHead])
          return linear(slice, block, tf.slice(b, [h * dHead], [dHead]))
        }),
        2,
      ),
  })
}

export function noOutputProjection(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, { output: (merged) => merged })
}

export function weightsNotTransposed(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  const project = (y: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D) => tf.add(tf.matMul(y, W), b)
  return heads(x, w, nHeads, mask, { project, output: project })
}

export function biasesForgotten(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  const project = (y: tf.Tensor, W: tf.Tensor2D) => tf.matMul(y, W, false, true)
  return heads(x, w, nHeads, mask, { project, output: project })
}

export function valuesNotProjected(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  const raw = splitHeads(x, nHeads)
  return heads(x, w, nHeads, mask, { attend: (q, k, _v, m) => attention(q, k, raw, m) })
}

export function sharedProjection(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  const { wq, bq } = w
  return heads(x, { ...w, wk: wq, bk: bq, wv: wq, bv: bq }, nHeads, mask, {})
}

export function scaledByModelWidth(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) =>
      tf.matMul(tf.softmax(hide(scoresOf(q, k, Math.sqrt(x.shape[2])), m)), v),
  })
}

export function withoutScale(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, {
    attend: (q, k, v, m) => tf.matMul(tf.softmax(hide(scoresOf(q, k, 1), m)), v),
  })
}

export function softmaxOverQueries(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) => {
      const scores = tf.transpose(hide(scoresOf(q, k), m, -1e9), [0, 1, 3, 2])
      return tf.matMul(tf.softmax(scores), v, true)
    },
  })
}

export function maskIgnored(x: tf.Tensor3D, weights: Weights, nHeads: number) {
  return heads(x, weights, nHeads, null, {})
}

export function maskInverted(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, {
    attend: (q, k, v, m) =>
      tf.matMul(tf.softmax(hide(scoresOf(q, k), m && tf.logicalNot(m), -1e9)), v),
  })
}

export function maskOnFirstHeadOnly(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) => {
      const [first, others] = [attention(q, k, v, m), attention(q, k, v, null)]
      const rest = tf.slice(others, [0, 1, 0, 0], [-1, nHeads - 1, -1, -1])
      return tf.concat([tf.slice(first, [0, 0, 0, 0], [-1, 1, -1, -1]), rest], 1)
    },
  })
}

export function maskAfterSoftmax(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) => {
      const shares = tf.softmax(scoresOf(q, k))
      return tf.matMul(m ? tf.mul(shares, tf.cast(m, 'float32')) : shares, v)
    },
  })
}

export function hiddenScoresZero(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) => tf.matMul(tf.softmax(hide(scoresOf(q, k), m, 0)), v),
  })
}

export function maskAdded(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, {
    attend: (q, k, v, m) => {
      const scores = scoresOf(q, k)
      return tf.matMul(tf.softmax(m ? tf.add(scores, tf.cast(m, 'float32')) : scores), v)
    },
  })
}

export function maskTransposed(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask && tf.transpose(mask), {})
}

export function scaledByHeadWidth(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) => tf.matMul(tf.softmax(hide(scoresOf(q, k, x.shape[2] / nHeads), m)), v),
  })
}

export function multipliedByScale(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) =>
      tf.matMul(tf.softmax(hide(scoresOf(q, k, 1 / Math.sqrt(x.shape[2] / nHeads)), m)), v),
  })
}

export function scaledAfterSoftmax(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    attend: (q, k, v, m) => {
      const shares = tf.softmax(hide(scoresOf(q, k, 1), m))
      return tf.matMul(tf.div(shares, Math.sqrt(x.shape[2] / nHeads)), v)
    },
  })
}

export function outputBiasForgotten(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, { output: (merged, W) => tf.matMul(merged, W, false, true) })
}

export function outputNotTransposed(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, {
    output: (merged, W, b) => tf.add(tf.matMul(merged, W), b),
  })
}

export function interleavedMerge(x: tf.Tensor3D, weights: Weights, nHeads: number, mask: Mask) {
  return heads(x, weights, nHeads, mask, {
    merge: (z) => tf.reshape(tf.transpose(z, [0, 2, 3, 1]), x.shape),
  })
}

export function queriesAndKeysExchanged(x: tf.Tensor3D, w: Weights, nHeads: number, mask: Mask) {
  return heads(x, w, nHeads, mask, { attend: (q, k, v, m) => attention(k, q, v, m) })
}

export const misconceptions = [
  {
    id: 'H1',
    name: 'splitWithoutSwap',
    sameAs: 'heads split by one reshape to [B, H, T, dHead], without exchanging two axes',
    hints: [
      'Give token t the channels 10t, 10t + 1, 10t + 2 … and print head 0, token 1 after your split. Whose channels are these?',
      'A reshape never moves a number past its neighbours. In [B, T, dModel], what follows the first dHead channels of token 0?',
      'Reshape to [B, T, H, dHead] first, then exchange axes 1 and 2.',
    ],
    solution: splitWithoutSwap,
  },
  {
    id: 'H2',
    name: 'mergeWithoutSwap',
    sameAs: 'heads merged by one reshape, without exchanging the head and token axes first',
    hints: [
      'After your merge, does the row of token 0 hold every head of token 0, or head 0 of several tokens?',
      'Which axis must stand next to dHead before a reshape may join the two?',
      'Exchange axes 1 and 2, [B, H, T, dHead] to [B, T, H, dHead], and only then reshape to [B, T, dModel].',
    ],
    solution: mergeWithoutSwap,
  },
  {
    id: 'H3',
    name: 'neitherSwapped',
    sameAs: 'heads split and merged by plain reshapes, with no axes exchanged',
    hints: [
      'Your merge undoes your split. Does your split do what it should?',
      'Print head 0, token 1 after the split. Which token do its channels come from?',
      'Both directions need the exchange of axes 1 and 2: after the reshape when splitting, before it when merging.',
    ],
    solution: neitherSwapped,
  },
  {
    id: 'H4',
    name: 'interleavedHeads',
    sameAs: 'heads that take every H-th channel instead of a block of dHead neighbours',
    hints: [
      'With dModel = 6 and two heads, which three channels does head 0 own here?',
      'In your reshape, which comes first: H or dHead?',
      'Heads are contiguous blocks: reshape to [B, T, H, dHead], not [B, T, dHead, H].',
    ],
    solution: interleavedHeads,
  },
  {
    id: 'H5',
    name: 'sizesExchanged',
    sameAs: 'dHead heads of width H, instead of H heads of width dHead',
    hints: [
      'Print the shape after your split. How many heads are there, and how wide is each?',
      'Which of the two numbers did the argument nHeads give you, and which one do you compute?',
      'There are nHeads heads, each dModel / nHeads wide; here the two are exchanged.',
    ],
    solution: sizesExchanged,
  },
  {
    id: 'H6',
    name: 'oneWideHead',
    sameAs: 'attention with a single head as wide as the model',
    hints: [
      'Does your result change when nHeads does?',
      'How many softmax rows should there be for one token: 1, or one per head?',
      'Split Q, K and V into nHeads heads; each has weights of its own.',
    ],
    solution: oneWideHead,
  },
  {
    id: 'H7',
    name: 'batchAndHeadsMixed',
    sameAs: 'heads stacked as [B, H] but read back as [H, B]',
    hints: [
      'Do the cases with a batch of one pass?',
      'In what order do you stack batch and heads into one axis, and in what order do you take them apart?',
      'Samples and heads got mixed: an axis stacked as B times H has to be read back as [B, H].',
    ],
    solution: batchAndHeadsMixed,
  },
  {
    id: 'H8',
    name: 'slicedBeforeProjecting',
    sameAs: 'heads that each see only their own slice of x',
    hints: [
      'Change the last channel of one token. Should head 0 notice?',
      'Which comes first in the formula: projecting, or cutting into heads?',
      'Project all of x, then split: every head reads the whole token through its own rows of W.',
    ],
    solution: slicedBeforeProjecting,
  },
  {
    id: 'H9',
    name: 'noOutputProjection',
    sameAs: 'the concatenated heads, before the output projection',
    hints: [
      'Which of the eight parameters does your function never read?',
      'After concatenating, no channel has yet seen more than one head. What mixes them?',
      'One step is missing at the end: concat(heads) Woᵀ + bo.',
    ],
    solution: noOutputProjection,
  },
  {
    id: 'H10',
    name: 'weightsNotTransposed',
    sameAs: 'projections computed as x·W instead of x·Wᵀ',
    hints: [
      'W is [out, in]. Which of its axes must meet the channels of x?',
      'The weights are square, so the shapes cannot warn you. Try W = [[0, 1], [0, 0]] and x = [1, 0] by hand.',
      'Each row of W makes one output channel: multiply with the transpose of W.',
    ],
    solution: weightsNotTransposed,
  },
  {
    id: 'H11',
    name: 'biasesForgotten',
    sameAs: 'projections without their biases',
    hints: [
      'With x all zeros, what should your output be?',
      'Each of the four projections is x Wᵀ + b; all four biases are missing.',
    ],
    solution: biasesForgotten,
  },
  {
    id: 'H12',
    name: 'valuesNotProjected',
    sameAs: 'attention that mixes the tokens x themselves instead of their values',
    hints: [
      'What do your weights multiply: x, or x Wvᵀ + bv?',
      'What a token offers (its value) is not the token itself: project with wv and bv first.',
    ],
    solution: valuesNotProjected,
  },
  {
    id: 'H13',
    name: 'sharedProjection',
    sameAs: 'queries, keys and values all made with wq and bq',
    hints: [
      'Change wk. Does your output change? Should it?',
      'Which weights does each of your three projections read?',
      'Queries use wq and bq, keys wk and bk, values wv and bv.',
    ],
    solution: sharedProjection,
  },
  {
    id: 'H14',
    name: 'scaledByModelWidth',
    sameAs: 'attention with scores divided by √dModel instead of √dHead',
    hints: [
      'How many products does one score add up, inside one head?',
      'Does the case with a single head pass? What is special about it?',
      'Each head is dHead wide, so its scores are divided by √dHead.',
    ],
    solution: scaledByModelWidth,
  },
  {
    id: 'H15',
    name: 'withoutScale',
    sameAs: 'attention without the division by √dHead',
    hints: [
      'How large does one score get when a head is 64 channels wide?',
      'Which step of the formula keeps the scores from growing with dHead?',
      'Divide every score by √dHead before the softmax.',
    ],
    solution: withoutScale,
  },
  {
    id: 'H16',
    name: 'softmaxOverQueries',
    sameAs: 'attention with the softmax over the queries instead of the keys',
    hints: [
      'Add up your weights along each axis. Which sum is 1, and what does that axis count?',
      'Scores are [B, H, T, T]: each query, a row, shares out a weight of 1. Take the softmax over the last axis.',
    ],
    solution: softmaxOverQueries,
  },
  {
    id: 'H17',
    name: 'maskIgnored',
    sameAs: 'attention without the mask',
    hints: [
      'Do the cases without a mask pass?',
      'Tensor operations return a new tensor. Is the masked one the one you use?',
      'Scores become -Infinity where the mask is false, before the softmax.',
    ],
    solution: maskIgnored,
  },
  {
    id: 'H18',
    name: 'maskInverted',
    sameAs: 'attention to exactly the tokens that the mask forbids',
    hints: [
      'Under a causal mask token 0 sees only itself. Which value should its heads hold?',
      'In this course true means "may attend". Some libraries use true for "hidden".',
    ],
    solution: maskInverted,
  },
  {
    id: 'H19',
    name: 'maskOnFirstHeadOnly',
    sameAs: 'attention with the mask on head 0 only',
    hints: [
      'Look at one head at a time. Which of them sees the future?',
      'The mask is [T, T] and the scores are [B, H, T, T]. To which heads did yours apply?',
      'The same mask holds for every head, not for head 0 alone.',
    ],
    solution: maskOnFirstHeadOnly,
  },
  {
    id: 'H20',
    name: 'maskAfterSoftmax',
    sameAs: 'attention with the mask applied to the weights, after the softmax',
    hints: [
      'Add up the weights of token 0 after your mask. What should they add up to?',
      'The softmax has shared out the whole weight, the hidden tokens included, before your mask takes some away.',
      'Mask the scores, with -Infinity, before the softmax.',
    ],
    solution: maskAfterSoftmax,
  },
  {
    id: 'H21',
    name: 'hiddenScoresZero',
    sameAs: 'attention in which a hidden score becomes 0',
    hints: [
      'Which weight does the softmax give to a score of 0?',
      'exp(0) is 1, not 0. Which score gives a weight of exactly 0?',
      'Hidden scores become -Infinity; 0, or a product with the mask, leaves them in.',
    ],
    solution: hiddenScoresZero,
  },
  {
    id: 'H22',
    name: 'maskAdded',
    sameAs: 'attention with the mask added to the scores as 1 and 0',
    hints: [
      'By how much does your mask lower the score of a hidden token?',
      'A mask can be added, but then it must be 0 where attending is allowed. And where it is not?',
      'Add 0 where the mask is true and -Infinity where it is false, or choose with tf.where.',
    ],
    solution: maskAdded,
  },
  {
    id: 'H23',
    name: 'maskTransposed',
    sameAs: 'attention with rows and columns of the mask exchanged',
    hints: [
      'Under a causal mask, which tokens does your token 0 see?',
      'Row t of the mask belongs to token t, which looks; what does a column belong to?',
      'mask[t][s] says whether token t may attend to token s: scores are [B, H, t, s], in the same order.',
    ],
    solution: maskTransposed,
  },
  {
    id: 'H24',
    name: 'scaledByHeadWidth',
    sameAs: 'attention with scores divided by dHead instead of its root',
    hints: [
      'If all products in a score have size 1 and random signs, how large is the sum of 16 of them: about 16 or about 4?',
      'Divide by the square root of dHead, not by dHead.',
    ],
    solution: scaledByHeadWidth,
  },
  {
    id: 'H25',
    name: 'multipliedByScale',
    sameAs: 'attention with scores multiplied by √dHead',
    hints: [
      'Are your scores larger or smaller after the scaling?',
      'Divide by √dHead; multiplying makes the softmax sharper still.',
    ],
    solution: multipliedByScale,
  },
  {
    id: 'H26',
    name: 'scaledAfterSoftmax',
    sameAs: 'attention whose weights, not its scores, are divided by √dHead',
    hints: [
      'Add up the weights of one token. What should they add up to?',
      'Does the division come before or after the softmax in the formula?',
      'Divide the scores by √dHead, then take the softmax.',
    ],
    solution: scaledAfterSoftmax,
  },
  {
    id: 'H27',
    name: 'outputBiasForgotten',
    sameAs: 'multi-head attention without bo',
    hints: [
      'Which of the eight parameters does your function never read?',
      'The output projection has a bias too: concat(heads) Woᵀ + bo.',
    ],
    solution: outputBiasForgotten,
  },
  {
    id: 'H28',
    name: 'outputNotTransposed',
    sameAs: 'an output projection with Wo instead of Woᵀ',
    hints: [
      'Your heads are right. Which axis of Wo must meet their channels?',
      'Wo is [out, in] like the other three weights: multiply with its transpose.',
    ],
    solution: outputNotTransposed,
  },
  {
    id: 'H29',
    name: 'interleavedMerge',
    sameAs: 'heads merged with their channels interleaved',
    hints: [
      'With two heads of width two, which head do channels 0 and 1 of your merged row come from?',
      'After the merge the heads stand one after the other. Along which axis do you stack or concatenate them?',
      'Concatenate along the channels, or bring [B, T, H, dHead] into this order before the reshape.',
    ],
    solution: interleavedMerge,
  },
  {
    id: 'H30',
    name: 'queriesAndKeysExchanged',
    sameAs: 'attention with queries and keys exchanged',
    hints: [
      'In your scores, does row t belong to the query of token t or to its key?',
      'Scores are Q Kᵀ: the queries stand on the left, and the transposed keys on the right.',
    ],
    solution: queriesAndKeysExchanged,
  },
] satisfies readonly Misconception[]
