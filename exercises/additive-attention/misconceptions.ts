/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  mask: tf.Tensor2D,
  W: tf.Tensor2D,
  U: tf.Tensor2D,
  v: tf.Tensor1D,
]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The states that ask, [B, T, D], from s_0 … s_T. */
  readonly asking?: (states: tf.Tensor3D) => tf.Tensor
  /** Scores [B, T, S] from W s, [B, T, 1, A], and U h, [B, 1, S, A]. */
  readonly score?: (asked: tf.Tensor, offered: tf.Tensor, v: tf.Tensor1D) => tf.Tensor
  /** Weights [B, T, S] from scores and from the mask, [B, 1, S]. */
  readonly weigh?: (scores: tf.Tensor, mask: tf.Tensor) => tf.Tensor
  /** What is averaged, [B, S, …], from the annotations and U h, [B, S, A]. */
  readonly values?: (annotations: tf.Tensor3D, offered: tf.Tensor) => tf.Tensor
}

const project = (x: tf.Tensor, weights: tf.Tensor2D) => {
  const [out, inside] = weights.shape
  const rows = tf.matMul(tf.reshape(x, [-1, inside]), weights, false, true)
  return tf.reshape(rows, [x.shape[0], x.shape[1]!, out])
}
const allButLast = (states: tf.Tensor3D) =>
  tf.slice(states, [0, 0, 0], [-1, states.shape[1] - 1, -1])
const additive = (asked: tf.Tensor, offered: tf.Tensor, v: tf.Tensor1D) =>
  tf.sum(tf.mul(tf.tanh(tf.add(asked, offered)), v), 3)
const hide = (scores: tf.Tensor, mask: tf.Tensor, fill = -Infinity) => tf.where(mask, scores, fill)
const masked = (scores: tf.Tensor, mask: tf.Tensor) => tf.softmax(hide(scores, mask))

function attend(
  [states, annotations, mask, W, U, v]: Given,
  {
    asking = allButLast,
    score = additive,
    weigh = masked,
    values = (all: tf.Tensor3D) => all,
  }: Change,
): tf.Tensor {
  const offered = project(annotations, U)
  const asked = tf.expandDims(project(asking(states), W), 2)
  const weights = weigh(score(asked, tf.expandDims(offered, 1), v), tf.expandDims(mask, 1))
  return tf.matMul(weights, values(annotations, offered))
}

export function stateAfter(...given: Given) {
  return attend(given, { asking: (states) => tf.slice(states, [0, 1, 0], [-1, -1, -1]) })
}

export function firstStateAlways(...given: Given) {
  return attend(given, {
    asking: (states) =>
      tf.tile(tf.slice(states, [0, 0, 0], [-1, 1, -1]), [1, states.shape[1] - 1, 1]),
  })
}

export function stateIgnored(...given: Given) {
  return attend(given, {
    score: (asked, offered, v) => additive(tf.zerosLike(asked), offered, v),
  })
}

export function annotationIgnored(...given: Given) {
  return attend(given, {
    score: (asked, offered, v) => additive(asked, tf.zerosLike(offered), v),
  })
}

export function withoutTanh(...given: Given) {
  return attend(given, {
    score: (asked, offered, v) => tf.sum(tf.mul(tf.add(asked, offered), v), 3),
  })
}

export function tanhAfterV(...given: Given) {
  return attend(given, {
    score: (asked, offered, v) => tf.tanh(tf.sum(tf.mul(tf.add(asked, offered), v), 3)),
  })
}

export function productInside(...given: Given) {
  return attend(given, {
    score: (asked, offered, v) => tf.sum(tf.mul(tf.tanh(tf.mul(asked, offered)), v), 3),
  })
}

export function dotProduct(...given: Given) {
  return attend(given, { score: (asked, offered) => tf.sum(tf.mul(asked, offered), 3) })
}

export function vIgnored(...given: Given) {
  return attend(given, {
    score: (asked, offered) => tf.sum(tf.tanh(tf.add(asked, offered)), 3),
  })
}

export function scaledByRoot(...given: Given) {
  return attend(given, {
    score: (asked, offered, v) => tf.div(additive(asked, offered, v), Math.sqrt(v.size)),
  })
}

export function maskIgnored(...given: Given) {
  return attend(given, { weigh: (scores) => tf.softmax(scores) })
}

export function maskInverted(...given: Given) {
  return attend(given, {
    weigh: (scores, mask) => tf.softmax(hide(scores, tf.logicalNot(mask), -1e30)),
  })
}

export function maskAfterSoftmax(...given: Given) {
  return attend(given, { weigh: (scores, mask) => hide(tf.softmax(scores), mask, 0) })
}

export function maskedWithZero(...given: Given) {
  return attend(given, { weigh: (scores, mask) => tf.softmax(hide(scores, mask, 0)) })
}

export function weakFill(...given: Given) {
  return attend(given, { weigh: (scores, mask) => tf.softmax(hide(scores, mask, -1e4)) })
}

export function wordsComeFirst(...given: Given) {
  return attend(given, {
    weigh: (scores, mask) => {
      const lengths = tf.sum(tf.cast(mask, 'int32'), 2, true) // [B, 1, 1]
      return masked(scores, tf.less(tf.range(0, mask.shape[2]!, 1, 'int32'), lengths))
    },
  })
}

export function everyWeightOne(...given: Given) {
  return attend(given, { weigh: (scores, mask) => hide(tf.onesLike(scores), mask, 0) })
}

export function softmaxOverSteps(...given: Given) {
  return attend(given, {
    weigh: (scores, mask) => {
      const exponentials = tf.exp(tf.sub(scores, tf.max(scores, 1, true)))
      return hide(tf.div(exponentials, tf.sum(exponentials, 1, true)), mask, 0)
    },
  })
}

export function notNormalised(...given: Given) {
  return attend(given, { weigh: (scores, mask) => tf.exp(hide(scores, mask)) })
}

export function withoutSoftmax(...given: Given) {
  return attend(given, { weigh: (scores, mask) => hide(scores, mask, 0) })
}

export function withoutMaximum(...given: Given) {
  return attend(given, {
    weigh: (scores, mask) => {
      const exponentials = tf.exp(hide(scores, mask))
      return tf.div(exponentials, tf.sum(exponentials, -1, true))
    },
  })
}

export function bestWordOnly(...given: Given) {
  return attend(given, {
    weigh: (scores, mask) => {
      const best = tf.expandDims(tf.argMax(hide(scores, mask), -1), 2)
      return tf.cast(tf.equal(best, tf.range(0, mask.shape[2]!, 1, 'int32')), 'float32')
    },
  })
}

export function projectedValues(...given: Given) {
  return attend(given, { values: (_, offered) => offered })
}

export function firstItemForAll(...given: Given) {
  const [states, annotations, ...rest] = given
  const first = tf.tile(tf.slice(annotations, [0, 0, 0], [1, -1, -1]), [states.shape[0], 1, 1])
  return attend([states, first, ...rest], {})
}

export const misconceptions = [
  {
    id: 'AD1',
    name: 'stateAfter',
    sameAs: 'attention that asks with the state after the word, s_i instead of s_{i-1}',
    hints: [
      'The context c_1 helps to write word 1. Which states exist before word 1 is written?',
      'Of the T + 1 states, which one asks for nothing any more?',
      'c_i is asked for by s_{i-1}: states 0 to T - 1, never the last.',
    ],
    solution: stateAfter,
  },
  {
    id: 'AD2',
    name: 'firstStateAlways',
    sameAs: 'attention that asks with s_0 in every step',
    hints: [
      'Are all your contexts the same? Is the first one right?',
      'Which index of `states` grows with the step?',
      'Step i asks with s_{i-1}.',
    ],
    solution: firstStateAlways,
  },
  {
    id: 'AD3',
    name: 'stateIgnored',
    sameAs: 'scores in which the state has no say: every step gets the same weights',
    hints: [
      'Change a state. Do your weights change?',
      'What is the same for all words of a step cancels in the softmax. Is tanh(W s) + tanh(U h) better than U h alone?',
      'One tanh around the sum: tanh(W s_{i-1} + U h_j).',
    ],
    solution: stateIgnored,
  },
  {
    id: 'AD4',
    name: 'annotationIgnored',
    sameAs: 'scores without U h: every word gets the same weight',
    hints: [
      'Do all words of a sentence get the same weight?',
      'What has a score to know, besides the state?',
      'The sum inside is W s_{i-1} + U h_j.',
    ],
    solution: annotationIgnored,
  },
  {
    id: 'AD5',
    name: 'withoutTanh',
    sameAs: 'scores without the tanh',
    hints: [
      'Without the tanh, does the state change the weights of the words at all? Work it out.',
      'A sum of two parts goes through softmax: the part that is the same for all words cancels.',
      'Bend the sum first: tanh(W s + U h), then the product with v.',
    ],
    solution: withoutTanh,
  },
  {
    id: 'AD6',
    name: 'tanhAfterV',
    sameAs: 'scores with the tanh around v · (W s + U h)',
    hints: [
      'Can one of your scores be larger than 1?',
      'Does the tanh act on a vector of A numbers or on a single number?',
      'tanh comes first, on each of the A numbers; v turns them into one score.',
    ],
    solution: tanhAfterV,
  },
  {
    id: 'AD7',
    name: 'productInside',
    sameAs: 'scores with W s and U h multiplied inside the tanh',
    hints: [
      'This attention has a name. Which operation joins state and annotation?',
      'Inside the tanh stands a sum.',
    ],
    solution: productInside,
  },
  {
    id: 'AD8',
    name: 'dotProduct',
    sameAs: 'the dot product of W s and U h as the score',
    hints: [
      'Where in your code is v? And the tanh?',
      'Several attentions differ only in their score. Which one is asked for here?',
      'The dot product came later. Additive: v · tanh(W s + U h).',
    ],
    solution: dotProduct,
  },
  {
    id: 'AD9',
    name: 'vIgnored',
    sameAs: 'the plain sum over the hidden units, without v',
    hints: [
      'Which parameter does your function never read?',
      'Each hidden unit has a weight of its own in the score: v.',
    ],
    solution: vIgnored,
  },
  {
    id: 'AD10',
    name: 'scaledByRoot',
    sameAs: 'scores divided by √A',
    hints: [
      'Does the formula divide the scores by anything?',
      'A root belongs to dot products. Here v decides how large the scores are.',
    ],
    solution: scaledByRoot,
  },
  {
    id: 'AD11',
    name: 'maskIgnored',
    sameAs: 'attention to the padding, too',
    hints: [
      'Do the cases without padding pass?',
      'What weight does a place get where the mask is false? What is its score before the softmax?',
      'Set the scores of the padding to -Infinity before the softmax.',
    ],
    solution: maskIgnored,
  },
  {
    id: 'AD12',
    name: 'maskInverted',
    sameAs: 'attention to the padding only',
    hints: [
      'Take an item with a single word. Which annotation should its contexts equal?',
      'In this course true means that there is a word. Some libraries use true for padding.',
    ],
    solution: maskInverted,
  },
  {
    id: 'AD13',
    name: 'maskAfterSoftmax',
    sameAs: 'attention with the mask applied after the softmax',
    hints: [
      'Once the padding has weight 0, what do your weights sum to?',
      'Where must the padding be hidden, so that its share goes to the words?',
      'Mask the scores, before the softmax.',
    ],
    solution: maskAfterSoftmax,
  },
  {
    id: 'AD14',
    name: 'maskedWithZero',
    sameAs: 'attention in which the scores of the padding are 0',
    hints: [
      'What is exp(0)?',
      'Which score has an exponential of exactly 0?',
      'Set the scores of the padding to -Infinity: a score of 0 still gets weight.',
    ],
    solution: maskedWithZero,
  },
  {
    id: 'AD15',
    name: 'weakFill',
    sameAs: 'attention in which the padding gets a finite score, such as -10000',
    hints: [
      'Which of your cases fail: those with very low scores?',
      'Is there an input on which a word scores lower than the number you hide with?',
      'Any finite number can turn out to be the largest. Use -Infinity.',
    ],
    solution: weakFill,
  },
  {
    id: 'AD16',
    name: 'wordsComeFirst',
    sameAs: 'attention that takes the words to stand before all padding',
    hints: [
      'What do you do with the mask: look at each place, or count?',
      'May padding stand before a word?',
      'Use the mask place by place; nothing says that words come first.',
    ],
    solution: wordsComeFirst,
  },
  {
    id: 'AD17',
    name: 'everyWeightOne',
    sameAs: 'contexts in which every word has weight 1',
    hints: [
      'What do the weights of one step sum to?',
      'How long is the axis over which you take the softmax? What is the softmax of a single number?',
      'If the scores are [B, T, S, 1], the last axis is the wrong one: take the softmax over S.',
    ],
    solution: everyWeightOne,
  },
  {
    id: 'AD18',
    name: 'softmaxOverSteps',
    sameAs: 'attention with the softmax over the steps instead of the words',
    hints: [
      'Add up your weights along each axis. Which axis gives 1, and what does it count?',
      'Each step has a total weight of 1 to spread over the source words.',
      'The scores are [B, T, S]: softmax over S.',
    ],
    solution: softmaxOverSteps,
  },
  {
    id: 'AD19',
    name: 'notNormalised',
    sameAs: 'contexts with exp(score) as weights, never divided by their sum',
    hints: [
      'With a single source word, what should every context be? What is yours?',
      'Divide the exponentials of each step by their sum.',
    ],
    solution: notNormalised,
  },
  {
    id: 'AD20',
    name: 'withoutSoftmax',
    sameAs: 'contexts with the scores themselves as weights',
    hints: [
      'Can one of your weights be negative? Should it?',
      'What turns a row of scores into shares that sum to 1?',
      'Apply the softmax before you mix the annotations.',
    ],
    solution: withoutSoftmax,
  },
  {
    id: 'AD21',
    name: 'withoutMaximum',
    sameAs: 'a softmax that does not subtract the largest score first',
    hints: [
      'What is exp(1000)? And Infinity divided by Infinity?',
      'Which number can you subtract from all scores of a step without changing the weights?',
      'Subtract the largest visible score of each step before exp, or use tf.softmax.',
    ],
    solution: withoutMaximum,
  },
  {
    id: 'AD22',
    name: 'bestWordOnly',
    sameAs: 'the annotation of the best word alone',
    hints: [
      'Two words fit a step almost equally well. What should the context be near?',
      'This alignment is soft: every word takes part with its weight. Use the softmax, not argmax.',
    ],
    solution: bestWordOnly,
  },
  {
    id: 'AD23',
    name: 'projectedValues',
    sameAs: 'the weighted mean of U h instead of h',
    hints: [
      'How wide is a context: A or E?',
      'U serves the scores. What is averaged?',
      'c_i is the weighted mean of the annotations h_j as they came.',
    ],
    solution: projectedValues,
  },
  {
    id: 'AD24',
    name: 'firstItemForAll',
    sameAs: "attention in which every item uses item 0's annotations",
    hints: [
      'Is item 0 of the batch right? And item 1?',
      'Every item has annotations of its own: index b, not 0.',
    ],
    solution: firstItemForAll,
  },
] satisfies readonly Misconception[]
