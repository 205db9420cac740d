import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Mask = tf.Tensor2D | null

const scaledScores = (q: tf.Tensor3D, k: tf.Tensor3D) =>
  tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2]))
const hide = (scores: tf.Tensor, mask: Mask, fill = -Infinity) =>
  mask ? tf.where(mask, scores, fill) : scores
const attend = (scores: tf.Tensor, v: tf.Tensor) => tf.matMul(tf.softmax(scores), v)

export function withoutScale(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(tf.matMul(q, k, false, true), mask), v)
}

export function dividedByWidth(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(tf.div(tf.matMul(q, k, false, true), q.shape[2]), mask), v)
}

export function scaledByValueWidth(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(tf.div(tf.matMul(q, k, false, true), Math.sqrt(v.shape[2])), mask), v)
}

export function multipliedByRoot(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(tf.mul(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2])), mask), v)
}

export function scaledAfterSoftmax(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const weights = tf.softmax(hide(tf.matMul(q, k, false, true), mask))
  return tf.matMul(tf.div(weights, Math.sqrt(q.shape[2])), v)
}

export function softmaxOverQueries(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = hide(scaledScores(q, k), mask)
  const highest = tf.maximum(tf.max(scores, 1, true), -1e30)
  const exponentials = tf.exp(tf.sub(scores, highest))
  return tf.matMul(tf.divNoNan(exponentials, tf.sum(exponentials, 1, true)), v)
}

export function withoutSoftmax(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return tf.matMul(hide(scaledScores(q, k), mask, 0), v)
}

export function notNormalised(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return tf.matMul(tf.exp(hide(scaledScores(q, k), mask)), v)
}

export function withoutMaximum(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const exponentials = tf.exp(hide(scaledScores(q, k), mask))
  return tf.matMul(tf.div(exponentials, tf.sum(exponentials, -1, true)), v)
}

export function oneMaximum(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = hide(scaledScores(q, k), mask)
  const exponentials = tf.exp(tf.sub(scores, tf.max(scores)))
  return tf.matMul(tf.div(exponentials, tf.sum(exponentials, -1, true)), v)
}

export function highestKeyOnly(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const best = tf.argMax(hide(scaledScores(q, k), mask), -1)
  return tf.matMul(tf.cast(tf.oneHot(best, k.shape[1]), 'float32'), v)
}

export function asManyKeysAsQueries(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const seen = Math.min(q.shape[1], k.shape[1])
  const someKeys = tf.slice(k, [0, 0, 0], [-1, seen, -1])
  const someMask = mask && tf.slice(mask, [0, 0], [-1, seen])
  const scores = hide(scaledScores(q, someKeys), someMask, -1e30)
  return attend(scores, tf.slice(v, [0, 0, 0], [-1, seen, -1]))
}

export function keysOfFirstItem(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const first = tf.tile(tf.slice(k, [0, 0, 0], [1, -1, -1]), [k.shape[0], 1, 1])
  return attend(hide(scaledScores(q, first), mask), v)
}

export function maskIgnored(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) {
  return attend(scaledScores(q, k), v)
}

export function maskInverted(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(scaledScores(q, k), mask && tf.logicalNot(mask), -1e30), v)
}

export function maskAfterSoftmax(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return tf.matMul(hide(tf.softmax(scaledScores(q, k)), mask, 0), v)
}

export function maskedWithZero(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(scaledScores(q, k), mask, 0), v)
}

export function maskAdded(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = scaledScores(q, k)
  return attend(mask ? tf.add(scores, tf.cast(mask, 'float32')) : scores, v)
}

export function weakFill(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(scaledScores(q, k), mask, -1e4), v)
}

export function scaledByKeyCount(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  return attend(hide(tf.div(tf.matMul(q, k, false, true), Math.sqrt(k.shape[1])), mask), v)
}

export function firstItemForAll(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const ofFirst = (x: tf.Tensor3D) =>
    tf.tile(tf.slice(x, [0, 0, 0], [1, -1, -1]), [x.shape[0], 1, 1])
  return attend(hide(scaledScores(q, ofFirst(k)), mask), ofFirst(v))
}

export function keysReshaped(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const [B, S, dHead] = k.shape
  const scores = tf.div(tf.matMul(q, tf.reshape(k, [B, dHead, S])), Math.sqrt(dHead))
  return attend(hide(scores, mask), v)
}

export function oneSoftmaxForAll(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = hide(scaledScores(q, k), mask)
  const exponentials = tf.exp(tf.sub(scores, tf.max(scores)))
  return tf.matMul(tf.div(exponentials, tf.sum(exponentials)), v)
}

export function maskTimesInfinity(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = scaledScores(q, k)
  if (!mask) return attend(scores, v)
  const hidden = tf.sub(1, tf.cast(mask, 'float32'))
  return attend(tf.add(scores, tf.mul(hidden, -Infinity)), v)
}

export function causalWithoutMask(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) {
  const scores = scaledScores(q, k)
  const [, T, S] = scores.shape as [number, number, number]
  const lowerTriangle = tf.linalg.bandPart(tf.ones([T, S]), -1, 0)
  return attend(tf.where(tf.cast(lowerTriangle, 'bool'), scores, -Infinity), v)
}

export function maximumOfHidden(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = scaledScores(q, k)
  const exponentials = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
  const visible = hide(exponentials, mask, 0)
  return tf.matMul(tf.div(visible, tf.sum(visible, -1, true)), v)
}

export function smallPenalty(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = scaledScores(q, k)
  if (!mask) return attend(scores, v)
  return attend(tf.add(scores, tf.mul(tf.sub(1, tf.cast(mask, 'float32')), -1e4)), v)
}

export function logarithmInFloat32(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: Mask) {
  const scores = hide(scaledScores(q, k), mask)
  return tf.matMul(tf.exp(tf.sub(scores, tf.logSumExp(scores, -1, true))), v)
}

export const misconceptions = [
  {
    id: 'A1',
    name: 'withoutScale',
    sameAs: 'attention without the division by √dHead',
    hints: [
      'With dHead = 4 and entries around 1, how large does one dot product q·k get? And with dHead = 64?',
      'Which step of the formula keeps the size of the scores from growing with dHead?',
      'Divide every score by √dHead before the softmax.',
    ],
    solution: withoutScale,
  },
  {
    id: 'A2',
    name: 'dividedByWidth',
    sameAs: 'attention with scores divided by dHead instead of √dHead',
    hints: [
      'A sum of dHead independent products of size 1 has variance dHead. What is its standard deviation?',
      'The scores are divided by √dHead, not by dHead.',
    ],
    solution: dividedByWidth,
  },
  {
    id: 'A3',
    name: 'scaledByValueWidth',
    sameAs: 'attention scaled by √dV, the width of the values',
    hints: [
      'Over which axis does the dot product q·k sum? How long is that axis?',
      'The scale belongs to the queries and keys: √dHead, also when the values have another width.',
    ],
    solution: scaledByValueWidth,
  },
  {
    id: 'A4',
    name: 'multipliedByRoot',
    sameAs: 'attention with scores multiplied by √dHead instead of divided',
    hints: [
      'Should the scale make the scores larger or smaller?',
      'Divide by √dHead: the scores of wide heads must not push the softmax to one key.',
    ],
    solution: multipliedByRoot,
  },
  {
    id: 'A5',
    name: 'scaledAfterSoftmax',
    sameAs: 'attention with the weights, not the scores, divided by √dHead',
    hints: [
      'What does each row of your weights sum to, and what should it sum to?',
      'Scale the scores before the softmax: after it, the division only makes the weights sum to 1/√dHead.',
    ],
    solution: scaledAfterSoftmax,
  },
  {
    id: 'A6',
    name: 'softmaxOverQueries',
    sameAs: 'attention with the softmax over the queries instead of the keys',
    hints: [
      'Add up your weights along each axis. Which axis gives 1, and what does that axis count?',
      'Each query spreads a total weight of 1 over the keys.',
      'The scores are [B, T, S]: take the softmax over S, the last axis.',
    ],
    solution: softmaxOverQueries,
  },
  {
    id: 'A7',
    name: 'withoutSoftmax',
    sameAs: 'the scaled scores times V, with no softmax',
    hints: [
      'Can one of your weights be negative? Should it?',
      'What turns a row of scores into shares that sum to 1?',
      'Apply the softmax to the scores before you multiply with V.',
    ],
    solution: withoutSoftmax,
  },
  {
    id: 'A8',
    name: 'notNormalised',
    sameAs: 'exp(scores) times V, with the weights never divided by their sum',
    hints: [
      'With one single key, what should the output be? What is it in your code?',
      'Divide each row of exponentials by its sum over the keys.',
    ],
    solution: notNormalised,
  },
  {
    id: 'A9',
    name: 'withoutMaximum',
    sameAs: 'attention with a softmax that does not subtract the row maximum first',
    hints: [
      'What is exp(500) in a float32? And Infinity divided by Infinity?',
      'By which number can you divide both exp(x) and the sum of exponentials without changing the quotient?',
      "Subtract each row's largest score before exp: the answer is the same, and nothing overflows.",
    ],
    solution: withoutMaximum,
  },
  {
    id: 'A10',
    name: 'oneMaximum',
    sameAs: 'attention whose softmax subtracts one maximum, over all queries, from every row',
    hints: [
      'One query has scores near 1000, another near 0. What is exp(0 - 1000)?',
      "A row far below the common maximum becomes 0/0. Subtract each row's own maximum.",
    ],
    solution: oneMaximum,
  },
  {
    id: 'A11',
    name: 'highestKeyOnly',
    sameAs: 'the value of the best key alone, instead of a weighted mean',
    hints: [
      'Two keys fit a query almost equally well. What should the output be near?',
      'Attention is a soft choice: every visible key adds its value with its weight. Use the softmax, not argmax.',
    ],
    solution: highestKeyOnly,
  },
  {
    id: 'A12',
    name: 'asManyKeysAsQueries',
    sameAs: 'attention to only the first T keys, where T is the number of queries',
    hints: [
      'How many queries does this case have, and how many keys?',
      'Which loop bound, or which size, is the number of queries although it should be the number of keys?',
      'Keys and values have S rows, queries have T: run over all S keys.',
    ],
    solution: asManyKeysAsQueries,
  },
  {
    id: 'A13',
    name: 'keysOfFirstItem',
    sameAs: "attention in which every item of the batch is compared with item 0's keys",
    hints: [
      'Is item 0 of the batch right? And item 1?',
      'Every item of the batch has its own keys: k[b], not k[0].',
    ],
    solution: keysOfFirstItem,
  },
  {
    id: 'A14',
    name: 'maskIgnored',
    sameAs: 'attention without the mask',
    hints: [
      'Do the cases without a mask pass?',
      'What weight does a key get where the mask is false?',
      'The mask changes nothing in your result: keys where it is false must get weight 0. Operations return a new tensor; keep it.',
    ],
    solution: maskIgnored,
  },
  {
    id: 'A15',
    name: 'maskInverted',
    sameAs: 'attention to exactly the keys that the mask forbids',
    hints: [
      'Take one query whose mask has a single true. Which value should its output equal?',
      'In this course true means "may attend". Some libraries use true for "hidden".',
    ],
    solution: maskInverted,
  },
  {
    id: 'A16',
    name: 'maskAfterSoftmax',
    sameAs: 'attention with the mask applied after the softmax',
    hints: [
      'Once your mask is applied, what does each row of weights sum to?',
      'The weight of a hidden key has to go to the others. Where must it be hidden for that?',
      'Mask the scores, before the softmax: then the sum runs over the visible keys only.',
    ],
    solution: maskAfterSoftmax,
  },
  {
    id: 'A17',
    name: 'maskedWithZero',
    sameAs: 'attention in which hidden scores are set to 0',
    hints: [
      'What is exp(0)?',
      'Which score has an exponential of exactly 0?',
      'A hidden score must be -Infinity: a score of 0 still gets weight.',
    ],
    solution: maskedWithZero,
  },
  {
    id: 'A18',
    name: 'maskAdded',
    sameAs: 'attention in which the mask, as 1 and 0, is added to the scores',
    hints: [
      'How much does a score change where your mask is false?',
      'Adding works only with 0 for visible and -Infinity for hidden. This mask is true and false: choose with it, do not add it.',
    ],
    solution: maskAdded,
  },
  {
    id: 'A19',
    name: 'weakFill',
    sameAs: 'attention in which hidden scores are set to a finite number, such as -10000',
    hints: [
      'Is there an input on which a visible score is lower than the number you hide with?',
      'Any finite number can turn out to be the largest score of its row. Use -Infinity.',
    ],
    solution: weakFill,
  },
  {
    id: 'A20',
    name: 'scaledByKeyCount',
    sameAs: 'attention scaled by √S, the number of keys',
    hints: [
      'Over which axis does the dot product q·k sum? How long is that axis?',
      'Which entry of a shape do you read: the number of keys, or the width of one?',
      'The scale is √dHead, the root of the last size of q and k, however many keys there are.',
    ],
    solution: scaledByKeyCount,
  },
  {
    id: 'A21',
    name: 'firstItemForAll',
    sameAs: "attention in which every item of the batch uses item 0's keys and values",
    hints: [
      'Is the first item of the batch right? And the second?',
      'Which index of keys and values changes with the item, and which stays 0 in your code?',
      'Queries of item b meet the keys and values of item b only.',
    ],
    solution: firstItemForAll,
  },
  {
    id: 'A22',
    name: 'keysReshaped',
    sameAs: 'attention with the keys reshaped to [B, dHead, S] instead of transposed',
    hints: [
      'Print one key before and after the step that exchanges its axes: are its numbers still together?',
      'What does a reshape do to the order of the values in memory? And a transpose?',
      'Exchange the axes with tf.transpose(k, [0, 2, 1]), or ask matMul to do it: tf.matMul(q, k, false, true).',
    ],
    solution: keysReshaped,
  },
  {
    id: 'A23',
    name: 'oneSoftmaxForAll',
    sameAs: 'attention with one softmax over all queries and items together',
    hints: [
      'What do the weights of one query sum to? And all weights together?',
      'Over which axis do your maximum and your sum run when you name none?',
      'Name the axis: maximum and sum run over the keys, axis -1, and keep it with size 1.',
    ],
    solution: oneSoftmaxForAll,
  },
  {
    id: 'A24',
    name: 'maskTimesInfinity',
    sameAs: 'attention in which a mask of 0 and 1 is multiplied by -Infinity',
    hints: [
      'What is 0 * -Infinity?',
      'Which operation picks one of two values without computing with the other?',
      'Choose with tf.where: a product with Infinity makes every visible score NaN.',
    ],
    solution: maskTimesInfinity,
  },
  {
    id: 'A25',
    name: 'causalWithoutMask',
    sameAs: 'attention in which query t sees the keys 0 to t, whatever the mask says',
    hints: [
      'May query 0 see the last key when the mask is null?',
      'Where does your code use the parameter mask?',
      'Which keys are visible is up to the mask alone; a causal mask is one of many.',
    ],
    solution: causalWithoutMask,
  },
  {
    id: 'A26',
    name: 'maximumOfHidden',
    sameAs: 'attention in which hidden keys are removed after the exponential instead of before it',
    hints: [
      'A hidden key has the score 50000, all others are near 0. What is each exponential in your code?',
      'What is left of a visible weight then, and what do you divide by?',
      'Mask the scores first; then take the maximum, the exponentials and the sum.',
    ],
    solution: maximumOfHidden,
  },
  {
    id: 'A27',
    name: 'smallPenalty',
    sameAs: 'attention in which a finite number, such as 10000, is subtracted from hidden scores',
    hints: [
      'A hidden key has the score 50000. What is its score after your mask?',
      'How high may a hidden score be before your penalty is too small?',
      'A hidden score has to become -Infinity, whatever it was: choose with tf.where.',
    ],
    solution: smallPenalty,
  },
  {
    id: 'A28',
    name: 'logarithmInFloat32',
    sameAs: 'attention with the weights exp(score - log Σ exp(score)) in float32',
    hints: [
      'Your values are nearly right. Does the error grow with the size of the scores?',
      'Near 1000 neighbouring float32 numbers are 0.00006 apart. What does that do to the exponent?',
      'Subtract the maximum, exponentiate, divide by the sum: no large number is rounded on the way.',
    ],
    solution: logarithmInFloat32,
  },
] satisfies readonly Misconception[]
