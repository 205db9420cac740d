/** Known wrong solutions: each is the correct computation with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  e: tf.Tensor2D,
  f: tf.Tensor2D,
  lengths: tf.Tensor1D,
]

/** The pieces that the wrong solutions replace. */
interface Pieces {
  readonly hideKeys: (k: tf.Tensor3D, lengths: tf.Tensor1D) => tf.Tensor
  readonly hideValues: (v: tf.Tensor3D, lengths: tf.Tensor1D) => tf.Tensor
  readonly scale: (dHead: number, M: number, S: number) => number
  readonly weigh: (scores: tf.Tensor, lengths: tf.Tensor1D) => tf.Tensor
}

/** Zeros from row lengths[b] on. */
function zeroed(tokens: tf.Tensor3D, lengths: tf.Tensor): tf.Tensor {
  return tf.where(rowsBelow(tokens.shape[1], lengths), tokens, 0)
}

/** [B, count, 1], true in the first lengths[b] rows. */
function rowsBelow(count: number, lengths: tf.Tensor): tf.Tensor {
  return tf.less(tf.reshape(tf.range(0, count), [1, count, 1]), tf.reshape(lengths, [-1, 1, 1]))
}

/** What is not replaced is as it should be. */
const right: Pieces = {
  hideKeys: zeroed,
  hideValues: zeroed,
  scale: (dHead) => Math.sqrt(dHead),
  weigh: (scores) => tf.softmax(scores),
}

function attend([q, k, v, e, f, lengths]: Given, pieces: Partial<Pieces>): tf.Tensor {
  const { hideKeys, hideValues, scale, weigh } = { ...right, ...pieces }
  const [B, S, dHead] = k.shape
  const forEveryItem = (weights: tf.Tensor2D) => tf.tile(tf.expandDims(weights, 0), [B, 1, 1])
  const keys = tf.matMul(forEveryItem(e), hideKeys(k, lengths))
  const values = tf.matMul(forEveryItem(f), hideValues(v, lengths))
  const scores = tf.div(tf.matMul(q, keys, false, true), scale(dHead, e.shape[0], S))
  return tf.matMul(weigh(scores, lengths), values)
}

export function keyMatrixForBoth(...[q, k, v, e, , lengths]: Given) {
  return attend([q, k, v, e, e, lengths], {})
}

export function valueMatrixForBoth(...[q, k, v, , f, lengths]: Given) {
  return attend([q, k, v, f, f, lengths], {})
}

export function matricesExchanged(...[q, k, v, e, f, lengths]: Given) {
  return attend([q, k, v, f, e, lengths], {})
}

export function transposedWhenSquare(...[q, k, v, e, f, lengths]: Given) {
  const turned = (weights: tf.Tensor2D) =>
    weights.shape[0] === weights.shape[1] ? tf.transpose<tf.Tensor2D>(weights) : weights
  return attend([q, k, v, turned(e), turned(f), lengths], {})
}

export function mixturesAsMeans(...[q, k, v, e, f, lengths]: Given) {
  return attend([q, k, v, tf.softmax(e), tf.softmax(f), lengths], {})
}

export function nothingMixed(...given: Given) {
  const [q, k, v, , , lengths] = given
  const S = k.shape[1]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2]))
  const real = tf.transpose(rowsBelow(S, lengths), [0, 2, 1])
  return tf.matMul(tf.softmax(tf.where(real, scores, -Infinity)), v)
}

export function keysNotMixedByWeights(...[q, k, v, e, f, lengths]: Given) {
  const [M, S] = e.shape
  const runs = Array.from({ length: M }, (_, row) => {
    const [from, to] = [Math.floor((row * S) / M), Math.ceil(((row + 1) * S) / M)]
    return Array.from({ length: S }, (_s, s) => (from <= s && s < to ? 1 / (to - from) : 0))
  })
  return attend([q, k, v, tf.tensor2d(runs), f, lengths], {})
}

export function paddingIgnored(...given: Given) {
  return attend(given, { hideKeys: (k) => k, hideValues: (v) => v })
}

export function paddingOfKeysOnly(...given: Given) {
  return attend(given, { hideValues: (v) => v })
}

export function paddingOfValuesOnly(...given: Given) {
  return attend(given, { hideKeys: (k) => k })
}

export function mixturesHidden(...given: Given) {
  return attend(given, {
    hideKeys: (k) => k,
    hideValues: (v) => v,
    weigh: (scores, lengths) => {
      const M = scores.shape[2] as number
      const first = tf.transpose(rowsBelow(M, lengths), [0, 2, 1])
      return tf.softmax(tf.where(first, scores, -Infinity))
    },
  })
}

export function lengthIncluded(...given: Given) {
  const hide = (tokens: tf.Tensor3D, lengths: tf.Tensor) => zeroed(tokens, tf.add(lengths, 1))
  return attend(given, { hideKeys: hide, hideValues: hide })
}

export function lengthOfLastItem(...[q, k, v, e, f, lengths]: Given) {
  const last = tf.tile<tf.Tensor1D>(tf.slice(lengths, lengths.size - 1, 1), [lengths.size])
  return attend([q, k, v, e, f, last], {})
}

export function scaledByMixtures(...given: Given) {
  return attend(given, { scale: (_dHead, M) => Math.sqrt(M) })
}

export function scaledByLength(...given: Given) {
  return attend(given, { scale: (_dHead, _M, S) => Math.sqrt(S) })
}

export function withoutScale(...given: Given) {
  return attend(given, { scale: () => 1 })
}

export function softmaxOverQueries(...given: Given) {
  return attend(given, {
    weigh: (scores) => tf.transpose(tf.softmax(tf.transpose(scores, [0, 2, 1])), [0, 2, 1]),
  })
}

export const misconceptions = [
  {
    id: 'LF1',
    name: 'keyMatrixForBoth',
    sameAs: 'keys and values both mixed with e',
    hints: [
      'Change f. Does your output change?',
      'Two matrices are given. Which one mixes the values?',
      'Keys are mixed with e, values with f.',
    ],
    solution: keyMatrixForBoth,
  },
  {
    id: 'LF2',
    name: 'valueMatrixForBoth',
    sameAs: 'keys and values both mixed with f',
    hints: ['Change e. Does your output change?', 'Keys are mixed with e, values with f.'],
    solution: valueMatrixForBoth,
  },
  {
    id: 'LF3',
    name: 'matricesExchanged',
    sameAs: 'keys mixed with f and values with e',
    hints: [
      'Which of the two matrices stands beside K in the formula?',
      'Keys are mixed with e, values with f.',
    ],
    solution: matricesExchanged,
  },
  {
    id: 'LF4',
    name: 'transposedWhenSquare',
    sameAs: 'mixing matrices read as [S, M]',
    hints: [
      'Does the case with as many mixtures as keys fail? Why do the shapes not warn you there?',
      'What does a row of e hold: the parts of one mixture, or what one key gives to all of them?',
      'e and f are [M, S]: row j makes mixture j. Multiply from the left, as they are.',
    ],
    solution: transposedWhenSquare,
  },
  {
    id: 'LF5',
    name: 'mixturesAsMeans',
    sameAs: 'mixing matrices whose rows went through a softmax first',
    hints: [
      'May a mixture take a key with a negative weight?',
      'How many softmaxes are in the formula?',
      'e and f are used as they are; the only softmax is over the scores.',
    ],
    solution: mixturesAsMeans,
  },
  {
    id: 'LF6',
    name: 'nothingMixed',
    sameAs: 'full attention over all keys',
    hints: [
      'How many scores does one query have in your code, S or M?',
      'Change e and f. Does your output change?',
      'Mix first: E K and F V have M rows each.',
    ],
    solution: nothingMixed,
  },
  {
    id: 'LF7',
    name: 'keysNotMixedByWeights',
    sameAs: 'keys averaged over runs of neighbours instead of mixed with e',
    hints: [
      'Change e. Does your output change?',
      'Averages over neighbours are one choice of e. Which one is given?',
      'The keys are E K, with the matrix that was passed in.',
    ],
    solution: keysNotMixedByWeights,
  },
  {
    id: 'LF8',
    name: 'paddingIgnored',
    sameAs: 'attention that mixes padding in',
    hints: [
      'Do the cases without padding pass?',
      'After mixing, can padding still be told from tokens?',
      'Set keys and values of padding to 0 before they are mixed.',
    ],
    solution: paddingIgnored,
  },
  {
    id: 'LF9',
    name: 'paddingOfKeysOnly',
    sameAs: 'padding set to 0 in the keys, but not in the values',
    hints: [
      'Change a value in the padding. Does your output change?',
      'F mixes values of padding in as well: set them to 0, too.',
    ],
    solution: paddingOfKeysOnly,
  },
  {
    id: 'LF10',
    name: 'paddingOfValuesOnly',
    sameAs: 'padding set to 0 in the values, but not in the keys',
    hints: [
      'Change a key in the padding. Does your output change?',
      'E mixes keys of padding in as well: set them to 0, too.',
    ],
    solution: paddingOfValuesOnly,
  },
  {
    id: 'LF11',
    name: 'mixturesHidden',
    sameAs: 'a padding mask laid over the mixtures',
    hints: [
      'The scores are [B, T, M]. What does column 3 stand for: token 3?',
      'After mixing, every column holds something of every token.',
      'Padding has to be taken out before mixing; over the scores there is nothing to hide.',
    ],
    solution: mixturesHidden,
  },
  {
    id: 'LF12',
    name: 'lengthIncluded',
    sameAs: 'one token of padding too many mixed in',
    hints: [
      'lengths is 3: which keys are real?',
      'Tokens count from 0: real are those with s < lengths[b].',
    ],
    solution: lengthIncluded,
  },
  {
    id: 'LF13',
    name: 'lengthOfLastItem',
    sameAs: 'the length of the last item for all items',
    hints: [
      'Does a batch of one pass?',
      'Every item has a length of its own. How many do you read?',
      'Item b has lengths[b] keys.',
    ],
    solution: lengthOfLastItem,
  },
  {
    id: 'LF14',
    name: 'scaledByMixtures',
    sameAs: 'scores divided by √M',
    hints: [
      'How many products does one score add up?',
      'The number of mixtures has no part in a single score: divide by √dHead.',
    ],
    solution: scaledByMixtures,
  },
  {
    id: 'LF15',
    name: 'scaledByLength',
    sameAs: 'scores divided by √S',
    hints: [
      'How many products does one score add up?',
      'Divide by √dHead, the width of queries and keys.',
    ],
    solution: scaledByLength,
  },
  {
    id: 'LF16',
    name: 'withoutScale',
    sameAs: 'scores that are not divided by √dHead',
    hints: [
      'What stands between Q (E K)ᵀ and the softmax in the formula?',
      'Divide the scores by √dHead.',
    ],
    solution: withoutScale,
  },
  {
    id: 'LF17',
    name: 'softmaxOverQueries',
    sameAs: 'a softmax over the queries instead of the mixtures',
    hints: [
      'Add up the weights of one query. What should they add up to?',
      'Each query shares out a weight of 1 over the M mixtures, the last axis of the scores.',
    ],
    solution: softmaxOverQueries,
  },
] satisfies readonly Misconception[]
