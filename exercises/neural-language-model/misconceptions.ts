/** Known wrong solutions: each is the correct model with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { LanguageModelWeights } from './stub.ts'

type Weights = LanguageModelWeights

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly embed?: (words: tf.Tensor2D, C: tf.Tensor2D) => tf.Tensor
  readonly hidden?: (x: tf.Tensor, weights: Weights) => tf.Tensor
  readonly direct?: (x: tf.Tensor, W: tf.Tensor2D) => tf.Tensor
  readonly output?: (scores: tf.Tensor) => tf.Tensor
}

function model(words: tf.Tensor2D, weights: Weights, pieces: Pieces): tf.Tensor {
  const { embed = sideBySide, hidden = hiddenLayer, direct = times, output = unchanged } = pieces
  const { C, U, b, W } = weights
  const x = embed(words, C) // [B, n·m]
  const scores = tf.add(times(hidden(x, weights), U), b) // [B, vocab]
  return output(W ? tf.add(scores, direct(x, W)) : scores)
}

const times = (x: tf.Tensor, W: tf.Tensor2D): tf.Tensor => tf.matMul(x, W, false, true)

const unchanged = (scores: tf.Tensor): tf.Tensor => scores

function sideBySide(words: tf.Tensor2D, C: tf.Tensor2D): tf.Tensor {
  const [B, n] = words.shape
  return tf.reshape(tf.gather(C, words), [B, n * C.shape[1]])
}

function hiddenLayer(x: tf.Tensor, { H, d }: Weights): tf.Tensor {
  return tf.tanh(tf.add(times(x, H), d))
}

export function newestFirst(words: tf.Tensor2D, weights: Weights) {
  return model(tf.reverse2d(words, 1), weights, {})
}

export function featureByFeature(words: tf.Tensor2D, weights: Weights) {
  const [B, n] = words.shape
  return model(words, weights, {
    embed: (ids, C) => tf.reshape(tf.transpose(tf.gather(C, ids), [0, 2, 1]), [B, n * C.shape[1]]),
  })
}

export function lastWordEverywhere(words: tf.Tensor2D, weights: Weights) {
  const [B, n] = words.shape
  const last = tf.slice(words, [0, n - 1], [B, 1])
  return model(tf.tile(last, [1, n]), weights, {})
}

export function meanOfWords(words: tf.Tensor2D, weights: Weights) {
  const n = words.shape[1]
  return model(words, weights, {
    embed: (ids, C) => tf.tile(tf.mean(tf.gather(C, ids), 1), [1, n]),
  })
}

export function wordsFromOne(words: tf.Tensor2D, weights: Weights) {
  const vocab = weights.C.shape[0]
  const before: tf.Tensor2D = tf.cast(tf.mod(tf.add(words, vocab - 1), vocab), 'int32')
  return model(before, weights, {})
}

export function tableReshaped(words: tf.Tensor2D, weights: Weights) {
  const [vocab, m] = weights.C.shape
  const C: tf.Tensor2D = tf.transpose(tf.reshape(weights.C, [m, vocab]))
  return model(words, { ...weights, C }, {})
}

export function firstItemForAll(words: tf.Tensor2D, weights: Weights) {
  const [B, n] = words.shape
  return model(tf.tile(tf.slice(words, [0, 0], [1, n]), [B, 1]), weights, {})
}

export function withoutTanh(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { hidden: (x, { H, d }) => tf.add(times(x, H), d) })
}

export function sigmoidForTanh(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { hidden: (x, { H, d }) => tf.sigmoid(tf.add(times(x, H), d)) })
}

export function biasAfterTanh(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { hidden: (x, { H, d }) => tf.add(tf.tanh(times(x, H)), d) })
}

export function hiddenBiasMissing(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { hidden: (x, { H }) => tf.tanh(times(x, H)) })
}

export function hiddenReshaped(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, {
    hidden: (x, { H, d }) =>
      tf.tanh(tf.add(tf.matMul(x, tf.reshape(H, [H.shape[1], H.shape[0]])), d)),
  })
}

export function outputBiasMissing(words: tf.Tensor2D, weights: Weights) {
  return model(words, { ...weights, b: tf.zerosLike(weights.b) }, {})
}

export function directIgnored(words: tf.Tensor2D, weights: Weights) {
  return model(words, { ...weights, W: null }, {})
}

export function directInstead(words: tf.Tensor2D, weights: Weights) {
  if (!weights.W) return model(words, weights, {})
  return tf.add(times(sideBySide(words, weights.C), weights.W), weights.b)
}

export function directThroughTanh(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { direct: (x, W) => tf.tanh(times(x, W)) })
}

export function tanhAtEnd(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { output: tf.tanh })
}

export function probabilities(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { output: (scores) => tf.softmax(scores) })
}

export function logProbabilities(words: tf.Tensor2D, weights: Weights) {
  return model(words, weights, { output: (scores) => tf.logSoftmax(scores) })
}

export const misconceptions = [
  {
    id: 'LM1',
    name: 'newestFirst',
    sameAs: 'the language model with the newest word first in x',
    hints: [
      'Which columns of H meet the vector of the oldest word, and which that of the newest?',
      'In which order are the words given, and in which do you join them?',
      'x begins with the vector of words[b][0], the oldest. (The paper writes the newest first; here it is the order of reading.)',
    ],
    solution: newestFirst,
  },
  {
    id: 'LM2',
    name: 'featureByFeature',
    sameAs: 'the language model with x sorted by feature instead of by word',
    hints: [
      'Write down x for two words: do the m features of one word stand side by side?',
      'What is the shape before your reshape? Which axis is the last one?',
      'Join the vectors word after word: [B, n, m] becomes [B, n·m] with no transpose.',
    ],
    solution: featureByFeature,
  },
  {
    id: 'LM3',
    name: 'lastWordEverywhere',
    sameAs: 'the language model that reads the last word in every place',
    hints: [
      'Change the first word: does any score move?',
      'Which index of words does your code use when it looks vectors up?',
      'Each place has its own word: x is C(word 0), C(word 1) and so on.',
    ],
    solution: lastWordEverywhere,
  },
  {
    id: 'LM4',
    name: 'meanOfWords',
    sameAs: 'the language model that reads the mean of the word vectors in every place',
    hints: [
      'Exchange two of the words: do your scores change? Should they?',
      'Can “dog bites man” and “man bites dog” be told apart from a mean?',
      'Join the vectors side by side, so that each place meets weights of its own.',
    ],
    solution: meanOfWords,
  },
  {
    id: 'LM5',
    name: 'wordsFromOne',
    sameAs: 'the language model that counts words from 1: word k gets row k − 1 of C',
    hints: [
      'Which row of C belongs to word 0?',
      'Is there a - 1 in your look-up that is not needed?',
      'Words are numbered from 0: word k has row k.',
    ],
    solution: wordsFromOne,
  },
  {
    id: 'LM6',
    name: 'tableReshaped',
    sameAs: 'the language model with C read as [m, vocab]',
    hints: [
      'Are the features of one word a row of C or a column?',
      'What does a reshape do to the order of the values?',
      'C is [vocab, m]: row k is the vector of word k. tf.gather takes rows.',
    ],
    solution: tableReshaped,
  },
  {
    id: 'LM7',
    name: 'firstItemForAll',
    sameAs: 'the language model that reads the words of item 0 for every item',
    hints: [
      'Item 0 is right. What about item 1?',
      'Where does the index of the item appear in your look-up?',
      'Each item of the batch has words of its own.',
    ],
    solution: firstItemForAll,
  },
  {
    id: 'LM8',
    name: 'withoutTanh',
    sameAs: 'the language model without tanh',
    hints: [
      'Between which numbers must a hidden unit lie? Do yours?',
      'What do two linear layers make together, with nothing between them?',
      'The hidden layer is tanh(d + H x).',
    ],
    solution: withoutTanh,
  },
  {
    id: 'LM9',
    name: 'sigmoidForTanh',
    sameAs: 'the language model with a sigmoid for tanh',
    hints: [
      'Can a hidden unit of yours be negative? Should it be able to?',
      'What is tanh(0), and what is sigmoid(0)?',
      'The hidden layer is tanh(d + H x), between -1 and 1.',
    ],
    solution: sigmoidForTanh,
  },
  {
    id: 'LM10',
    name: 'biasAfterTanh',
    sameAs: 'the language model with d added after tanh',
    hints: [
      'Between which numbers must a hidden unit lie? Do yours?',
      'What stands between the brackets of tanh in the formula?',
      'd belongs inside: tanh(d + H x).',
    ],
    solution: biasAfterTanh,
  },
  {
    id: 'LM11',
    name: 'hiddenBiasMissing',
    sameAs: 'the language model without d',
    hints: [
      'What are the hidden units when all word vectors are 0?',
      'Where does your code use d?',
      'Add d to H x before tanh.',
    ],
    solution: hiddenBiasMissing,
  },
  {
    id: 'LM12',
    name: 'hiddenReshaped',
    sameAs: 'the language model with H reshaped instead of transposed',
    hints: [
      'H is [h, n·m]. Do the numbers of one row stay together in your code?',
      'What does a reshape do to the order of the values? And a transpose?',
      'Let the product transpose: tf.matMul(x, H, false, true).',
    ],
    solution: hiddenReshaped,
  },
  {
    id: 'LM13',
    name: 'outputBiasMissing',
    sameAs: 'the language model without b',
    hints: [
      'Is every item off by the same numbers?',
      'Where does your code use b? It holds how common each word is.',
      'Add b to the scores.',
    ],
    solution: outputBiasMissing,
  },
  {
    id: 'LM14',
    name: 'directIgnored',
    sameAs: 'the language model without the direct connections W',
    hints: [
      'Without direct connections you are right. What about with them?',
      'Where does your code use W?',
      'When W is not null, add W x to the scores.',
    ],
    solution: directIgnored,
  },
  {
    id: 'LM15',
    name: 'directInstead',
    sameAs: 'the language model with the direct connections in place of the hidden layer',
    hints: [
      'Does changing U change your scores when W is there?',
      'How many terms does y have in the formula?',
      'The direct connections come in addition: b + W x + U tanh(d + H x).',
    ],
    solution: directInstead,
  },
  {
    id: 'LM16',
    name: 'directThroughTanh',
    sameAs: 'the language model with tanh around W x as well',
    hints: [
      'How far can W x move a score at most in your code?',
      'Which terms stand between the brackets of tanh?',
      'W x is added as it is: the way around the hidden layer is linear.',
    ],
    solution: directThroughTanh,
  },
  {
    id: 'LM17',
    name: 'tanhAtEnd',
    sameAs: 'the language model with tanh around the scores as well',
    hints: [
      'Can a score be above 1? Can yours?',
      'How often does tanh appear in the formula?',
      'The scores are linear in the hidden units: nothing comes after b + W x + U tanh(…).',
    ],
    solution: tanhAtEnd,
  },
  {
    id: 'LM18',
    name: 'probabilities',
    sameAs: 'the probabilities, softmax of the scores',
    hints: [
      'What do your scores sum to?',
      'What does the loss expect that you have built: probabilities or logits?',
      'Return y itself; softmax is part of the loss.',
    ],
    solution: probabilities,
  },
  {
    id: 'LM19',
    name: 'logProbabilities',
    sameAs: 'the logarithms of the probabilities, log softmax of the scores',
    hints: [
      'Are all your scores negative? Must they be?',
      'Add 1 to every b: should a raw score stay as it is?',
      'Return y itself; the loss takes the logarithm of its softmax.',
    ],
    solution: logProbabilities,
  },
] satisfies readonly Misconception[]
