import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Offset = number | null

const keyPositions = (S: number) => tf.range(0, S, 1, 'int32')
const queryPositions = (T: number, offset: number) =>
  tf.expandDims(tf.range(offset, offset + T, 1, 'int32'), 1)

/** [B, 1, S] */
const real = (k: tf.Tensor3D, lengths: tf.Tensor1D) =>
  tf.less(keyPositions(k.shape[1]), tf.reshape(lengths, [-1, 1, 1]))
/** [T, S] */
const past = (q: tf.Tensor3D, k: tf.Tensor3D, offset: Offset) =>
  tf.lessEqual(keyPositions(k.shape[1]), queryPositions(q.shape[1], offset ?? k.shape[1]))
/** [B, T, S] */
const rightMask = (q: tf.Tensor3D, k: tf.Tensor3D, lengths: tf.Tensor1D, offset: Offset) =>
  tf.logicalAnd(real(k, lengths), past(q, k, offset))

const scaledScores = (q: tf.Tensor3D, k: tf.Tensor3D) =>
  tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2]))

/** Attention as it is due, with whatever mask. */
function attend(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor) {
  const scores = tf.where(mask, scaledScores(q, k), -Infinity)
  const exponentials = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
  const visible = tf.where(mask, exponentials, 0)
  return tf.matMul(tf.divNoNan(visible, tf.sum(visible, -1, true)), v)
}

/** Zeros where a query may attend to no key. */
const emptyAsZero = (mask: tf.Tensor, output: tf.Tensor) =>
  tf.where(tf.any(mask, -1, true), output, 0)

export function diagonalHidden(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset === null ? null : offset - 1))
}

export function oneKeyTooFar(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset === null ? null : offset + 1))
}

export function futureOnly(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  if (offset === null) return attend(q, k, v, rightMask(q, k, lengths, null))
  const positions = queryPositions(q.shape[1], offset)
  const future = tf.greaterEqual(keyPositions(k.shape[1]), positions)
  return attend(q, k, v, tf.logicalAnd(real(k, lengths), future))
}

export function offsetIgnored(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset === null ? null : 0))
}

export function alignedAtTheEnd(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const fromSizes = k.shape[1] - q.shape[1]
  return attend(q, k, v, rightMask(q, k, lengths, offset === null ? null : fromSizes))
}

export function alwaysCausal(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset ?? 0))
}

export function causalityIgnored(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
) {
  return attend(q, k, v, rightMask(q, k, lengths, null))
}

export function paddingIgnored(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, tf.fill(lengths.shape, k.shape[1], 'int32'), offset))
}

export function paddingOnQueries(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const rows = tf.less(queryPositions(q.shape[1], 0), tf.reshape(lengths, [-1, 1, 1]))
  return attend(q, k, v, tf.logicalAnd(rows, past(q, k, offset)))
}

export function lengthIncluded(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const oneMore = tf.add<tf.Tensor1D>(lengths, tf.scalar(1, 'int32'))
  return attend(q, k, v, rightMask(q, k, oneMore, offset))
}

export function lengthOfFirstItem(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const first = tf.tile(tf.slice(lengths, 0, 1), lengths.shape)
  return attend(q, k, v, rightMask(q, k, first, offset))
}

export function eitherMask(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  if (offset === null) return attend(q, k, v, rightMask(q, k, lengths, null))
  return attend(q, k, v, tf.logicalOr(real(k, lengths), past(q, k, offset)))
}

export function polarityInverted(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, tf.logicalNot(rightMask(q, k, lengths, offset)))
}

export function hiddenScoresZero(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  const scores = tf.where(mask, scaledScores(q, k), 0)
  return emptyAsZero(mask, tf.matMul(tf.softmax(scores), v))
}

export function maskAfterSoftmax(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const weights = tf.softmax(scaledScores(q, k))
  return tf.matMul(tf.where(rightMask(q, k, lengths, offset), weights, 0), v)
}

export function maskAdded(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  const scores = tf.add(scaledScores(q, k), tf.cast(mask, 'float32'))
  return emptyAsZero(mask, tf.matMul(tf.softmax(scores), v))
}

export function maskTimesInfinity(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const hidden = tf.sub(1, tf.cast(rightMask(q, k, lengths, offset), 'float32'))
  const scores = tf.add(scaledScores(q, k), tf.mul(hidden, -Infinity))
  return tf.matMul(tf.softmax(scores), v)
}

export function plusInfinity(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  return tf.matMul(tf.softmax(tf.where(mask, scaledScores(q, k), Infinity)), v)
}

export function emptyRowsNaN(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  return tf.matMul(tf.softmax(tf.where(mask, scaledScores(q, k), -Infinity)), v)
}

export function emptyRowsMean(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  return tf.matMul(tf.softmax(tf.where(mask, scaledScores(q, k), -1e9)), v)
}

export function finiteFill(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  const scores = tf.where(mask, scaledScores(q, k), -1e4)
  return emptyAsZero(mask, tf.matMul(tf.softmax(scores), v))
}

export function zeroAsNull(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset === 0 ? null : offset))
}

export function offsetSubtracted(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset === null ? null : -offset))
}

export function causalMaskInverted(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  if (offset === null) return attend(q, k, v, rightMask(q, k, lengths, null))
  return attend(q, k, v, tf.logicalAnd(real(k, lengths), tf.logicalNot(past(q, k, offset))))
}

export function lastKeyHidden(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const oneLess = tf.sub<tf.Tensor1D>(lengths, tf.scalar(1, 'int32'))
  return attend(q, k, v, rightMask(q, k, oneLess, offset))
}

export function withoutScale(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const unscaled = tf.mul<tf.Tensor3D>(q, Math.sqrt(q.shape[2]))
  return attend(unscaled, k, v, rightMask(q, k, lengths, offset))
}

export function withoutMaximum(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const exponentials = tf.exp(scaledScores(q, k))
  const visible = tf.where(rightMask(q, k, lengths, offset), exponentials, 0)
  return tf.matMul(tf.divNoNan(visible, tf.sum(visible, -1, true)), v)
}

export function maximumOfHidden(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const scores = scaledScores(q, k)
  const exponentials = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
  const visible = tf.where(rightMask(q, k, lengths, offset), exponentials, 0)
  return tf.matMul(tf.divNoNan(visible, tf.sum(visible, -1, true)), v)
}

export function smallPenalty(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  const hidden = tf.sub(1, tf.cast(mask, 'float32'))
  const scores = tf.add(scaledScores(q, k), tf.mul(hidden, -1e4))
  return emptyAsZero(mask, tf.matMul(tf.softmax(scores), v))
}

export function allKeysWhenEmpty(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const mask = rightMask(q, k, lengths, offset)
  return attend(q, k, v, tf.logicalOr(mask, tf.logicalNot(tf.any(mask, -1, true))))
}

export function paddingOnBothAxes(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const rows = tf.less(queryPositions(q.shape[1], 0), tf.reshape(lengths, [-1, 1, 1]))
  return attend(q, k, v, tf.logicalAnd(rows, rightMask(q, k, lengths, offset)))
}

export function negativeOffsetAsZero(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  return attend(q, k, v, rightMask(q, k, lengths, offset === null ? null : Math.max(0, offset)))
}

export function negativeOffsetAsNull(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: Offset,
) {
  const notNegative = offset === null || offset < 0 ? null : offset
  return attend(q, k, v, rightMask(q, k, lengths, notNegative))
}

export const misconceptions = [
  {
    id: 'M1',
    name: 'diagonalHidden',
    sameAs: 'a causal mask that hides the query’s own position too',
    hints: [
      'With offset 0, how many keys may query 0 see?',
      'Is s = t + offset allowed in your mask?',
      'The condition is s <= t + offset: a token may always look at itself.',
    ],
    solution: diagonalHidden,
  },
  {
    id: 'M2',
    name: 'oneKeyTooFar',
    sameAs: 'a causal mask that lets each query see one key of its future',
    hints: [
      'With offset 0, how many keys may query 0 see? How many does yours see?',
      'The condition is s <= t + offset: the key after that is already the future.',
    ],
    solution: oneKeyTooFar,
  },
  {
    id: 'M3',
    name: 'futureOnly',
    sameAs: 'a causal mask with the triangle reversed: only the future is visible',
    hints: [
      'Which triangle of [T, S] should be visible, the one below the diagonal or the one above?',
      'Rows are queries, columns are keys: query t sees the keys up to t + offset, not those from there on.',
    ],
    solution: futureOnly,
  },
  {
    id: 'M4',
    name: 'offsetIgnored',
    sameAs: 'a causal mask with offset 0, whatever the parameter says',
    hints: [
      'At which position among the keys does query 0 of this case stand?',
      'Does your mask change when offset does?',
      'Query t stands at position t + offset.',
    ],
    solution: offsetIgnored,
  },
  {
    id: 'M5',
    name: 'alignedAtTheEnd',
    sameAs: 'a causal mask with offset S - T, whatever the parameter says',
    hints: [
      'Does your mask change when offset does?',
      'S - T is right only when the queries are the last T of the keys. Use the parameter.',
    ],
    solution: alignedAtTheEnd,
  },
  {
    id: 'M6',
    name: 'alwaysCausal',
    sameAs: 'attention that is causal, with offset 0, even where offset is null',
    hints: [
      'What does offset null mean here?',
      'What is null <= 3 in JavaScript, and what is 2 + null?',
      'Without a causal mask every query may see every real key. null counts as 0 in arithmetic: test for it first.',
    ],
    solution: alwaysCausal,
  },
  {
    id: 'M7',
    name: 'causalityIgnored',
    sameAs: 'attention with the padding mask only',
    hints: [
      'Change the last key of a sequence. Which rows of your output move?',
      'When offset is not null, query t may see only the keys s <= t + offset. Operations return a new tensor; keep it.',
    ],
    solution: causalityIgnored,
  },
  {
    id: 'M8',
    name: 'paddingIgnored',
    sameAs: 'attention with the causal mask only: padding is visible',
    hints: [
      'Which weight do the keys from lengths[b] on get?',
      'Only the first lengths[b] keys of item b are tokens. Hide the rest.',
    ],
    solution: paddingIgnored,
  },
  {
    id: 'M9',
    name: 'paddingOnQueries',
    sameAs: 'attention in which padding hides queries instead of keys',
    hints: [
      'Your rows for padded queries are empty. Who reads those rows later?',
      'Which axis of the mask do you compare with lengths: T or S?',
      'Padding hides keys, so that no query reads them: compare the column s with lengths[b].',
    ],
    solution: paddingOnQueries,
  },
  {
    id: 'M10',
    name: 'lengthIncluded',
    sameAs: 'attention in which the key at position lengths[b] is visible too',
    hints: [
      'A sequence has length 3. Which positions do its tokens have?',
      'Positions count from 0: the tokens are at s < lengths[b].',
    ],
    solution: lengthIncluded,
  },
  {
    id: 'M11',
    name: 'lengthOfFirstItem',
    sameAs: "attention in which every item has item 0's length",
    hints: [
      'Is item 0 right? And item 1?',
      'Every item of the batch has its own length: lengths[b], as a mask of shape [B, 1, S].',
    ],
    solution: lengthOfFirstItem,
  },
  {
    id: 'M12',
    name: 'eitherMask',
    sameAs: 'attention to keys that one of the two masks allows',
    hints: [
      'A key is in the past, but it is padding. May a query read it?',
      'Both masks must allow a key: combine them with "and".',
    ],
    solution: eitherMask,
  },
  {
    id: 'M13',
    name: 'polarityInverted',
    sameAs: 'attention to exactly the keys that the masks hide',
    hints: [
      'Which keys are visible in this case? Do they get any weight in your code?',
      'Where your mask is true, does the key stay or go? Check what the operation that uses it expects.',
      'Keep the scores where the mask is true, and put -Infinity elsewhere.',
    ],
    solution: polarityInverted,
  },
  {
    id: 'M14',
    name: 'hiddenScoresZero',
    sameAs: 'attention in which hidden scores are set to 0',
    hints: [
      'What is exp(0)?',
      'A score of 0 still gets weight, often the largest one. A hidden score must be -Infinity.',
    ],
    solution: hiddenScoresZero,
  },
  {
    id: 'M15',
    name: 'maskAfterSoftmax',
    sameAs: 'attention with the mask applied after the softmax',
    hints: [
      'Once your mask is applied, what does each row of weights sum to?',
      'The weight of a hidden key has to go to the others. Where must it be hidden for that?',
      'Mask the scores, before the softmax.',
    ],
    solution: maskAfterSoftmax,
  },
  {
    id: 'M16',
    name: 'maskAdded',
    sameAs: 'attention in which the mask, as 1 and 0, is added to the scores',
    hints: [
      'By how much does the score of a hidden key change in your code?',
      'What is added to a score is 0 for visible and -Infinity for hidden, not 1 and 0.',
    ],
    solution: maskAdded,
  },
  {
    id: 'M17',
    name: 'plusInfinity',
    sameAs: 'attention in which hidden scores are set to +Infinity',
    hints: [
      'Which key gets all the weight when its score is larger than every other?',
      'The sign: a hidden key needs the lowest score there is, -Infinity.',
    ],
    solution: plusInfinity,
  },
  {
    id: 'M18',
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
    id: 'M19',
    name: 'emptyRowsNaN',
    sameAs: 'attention that gives NaN for a query without any key',
    hints: [
      'Which rows are NaN? How many keys may those queries see?',
      'What is the maximum of a row of -Infinity, and what is -Infinity minus that?',
      'A query that may see nothing gives zeros. Test for it, or choose after the exponential and guard the division.',
    ],
    solution: emptyRowsNaN,
  },
  {
    id: 'M20',
    name: 'emptyRowsMean',
    sameAs: 'attention that gives the mean of all values for a query without any key',
    hints: [
      'A query may see no key at all. What are its weights in your code?',
      'When every score of a row is the same finite number, softmax spreads the weight evenly: even over padding.',
      'A query that may see nothing gives zeros. Test for it.',
    ],
    solution: emptyRowsMean,
  },
  {
    id: 'M21',
    name: 'finiteFill',
    sameAs: 'attention in which hidden scores are set to a finite number, such as -10000',
    hints: [
      'Is there an input on which a visible score is lower than the number you hide with?',
      'Any finite number can turn out to be the largest score of its row. Use -Infinity.',
    ],
    solution: finiteFill,
  },
  {
    id: 'M22',
    name: 'zeroAsNull',
    sameAs: 'attention in which offset 0 counts as no causal mask',
    hints: [
      'Which of your cases with a causal mask fail: all, or those with offset 0?',
      'What is 0 in a condition such as if (offset), and in offset || …?',
      'Compare with null: offset !== null is true for 0, too.',
    ],
    solution: zeroAsNull,
  },
  {
    id: 'M23',
    name: 'offsetSubtracted',
    sameAs: 'a causal mask with the offset subtracted instead of added',
    hints: [
      'At which position among the keys does query 0 stand when offset is 2?',
      'Does a larger offset let a query of yours see more keys, or fewer?',
      'The condition is s <= t + offset.',
    ],
    solution: offsetSubtracted,
  },
  {
    id: 'M24',
    name: 'causalMaskInverted',
    sameAs: 'a causal mask that shows exactly the keys it should hide',
    hints: [
      'With offset 0 query 0 sees one key. Which value should its output equal?',
      'Does true in your causal mask mean "may attend" or "is the future"? And in your padding mask?',
      'Both masks have to say the same with true before you combine them: s <= t + offset is "may attend".',
    ],
    solution: causalMaskInverted,
  },
  {
    id: 'M25',
    name: 'lastKeyHidden',
    sameAs: 'attention in which the last real key of every item is hidden',
    hints: [
      'A sequence has length 3. Which positions do its tokens have, and which do you let through?',
      'Positions count from 0: the condition is s < lengths[b], with nothing subtracted.',
    ],
    solution: lastKeyHidden,
  },
  {
    id: 'M26',
    name: 'withoutScale',
    sameAs: 'attention without the division by √dHead',
    hints: [
      'Does a case with dHead = 1 pass, and one with a larger dHead not?',
      'Which step of the formula keeps the size of the scores from growing with dHead?',
      'Divide every score by √dHead before the softmax.',
    ],
    solution: withoutScale,
  },
  {
    id: 'M27',
    name: 'withoutMaximum',
    sameAs: 'attention with a softmax that does not subtract the row maximum first',
    hints: [
      'What is exp(-100000)? And the sum of such numbers?',
      'By which number can you divide both exp(x) and the sum of exponentials without changing the quotient?',
      "Subtract each row's largest visible score before exp.",
    ],
    solution: withoutMaximum,
  },
  {
    id: 'M28',
    name: 'maximumOfHidden',
    sameAs: 'attention in which hidden keys are removed after the exponential instead of before it',
    hints: [
      'A key of padding has the score 50000, all others are near 0. What is each exponential in your code?',
      'What is left of a visible weight then, even if you divide by the visible sum afterwards?',
      'Mask the scores first; then take the maximum, the exponentials and the sum.',
    ],
    solution: maximumOfHidden,
  },
  {
    id: 'M29',
    name: 'smallPenalty',
    sameAs: 'attention in which a finite number, such as 10000, is subtracted from hidden scores',
    hints: [
      'A key of padding has the score 50000. What is its score after your mask?',
      'How high may a hidden score be before your penalty is too small?',
      'A hidden score has to become -Infinity, whatever it was: choose with tf.where.',
    ],
    solution: smallPenalty,
  },
  {
    id: 'M30',
    name: 'allKeysWhenEmpty',
    sameAs: 'attention in which a query that may see no key sees all of them',
    hints: [
      'A query may see no key at all. What are its weights in your code?',
      'What avoids NaN there, and which keys does it let in?',
      'A query that may see nothing gives zeros, not an average.',
    ],
    solution: allKeysWhenEmpty,
  },
  {
    id: 'M31',
    name: 'paddingOnBothAxes',
    sameAs: 'attention in which padding hides queries as well as keys',
    hints: [
      'Your rows for padded queries are empty. Should they be?',
      'With which axes of the mask do you compare lengths: S, or T as well?',
      'Only keys are hidden: a padded query is computed like any other. T and S may even differ.',
    ],
    solution: paddingOnBothAxes,
  },
  {
    id: 'M32',
    name: 'negativeOffsetAsZero',
    sameAs: 'a causal mask with offset 0 where the offset is negative',
    hints: [
      'What is the position of query 0 when offset is -2? And of query 2?',
      'Does your code ever cut the offset or a position off at 0?',
      'A query at a negative position sees no key: the condition s <= t + offset says so by itself.',
    ],
    solution: negativeOffsetAsZero,
  },
  {
    id: 'M33',
    name: 'negativeOffsetAsNull',
    sameAs: 'attention without a causal mask where the offset is negative',
    hints: [
      'Which keys does query 0 see when offset is -2? Which does it see in your code?',
      'Does an operation that you use give a negative number a meaning of its own? tf.linalg.bandPart does: "all".',
      'Compare positions yourself: s <= t + offset holds for every offset.',
    ],
    solution: negativeOffsetAsNull,
  },
] satisfies readonly Misconception[]
