/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [lengths: tf.Tensor1D, T: number, S: number, offset: number, nHeads: number]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly isPast?: (t: number, s: number, offset: number, T: number, S: number) => boolean
  readonly isToken?: (s: number, length: number, S: number) => boolean
  /** The length that is taken for item b. */
  readonly lengthOf?: (lengths: readonly number[], b: number) => number
  readonly both?: (causal: boolean, padding: boolean) => boolean
  /** Where the padding of a query and a key is looked up. */
  readonly paddedAt?: (t: number, s: number) => number
  readonly bias?: (isVisible: boolean, causal: boolean) => number
  /** The item whose mask stands in this row of the bias. */
  readonly itemOf?: (row: number, B: number, nHeads: number) => number
  readonly rows?: (causal: boolean[][]) => boolean[][]
}

function masks(
  [lengths, T, S, offset, nHeads]: Given,
  {
    isPast = (t, s) => s <= t + offset,
    isToken = (s, length) => s < length,
    lengthOf = (all, b) => all[b]!,
    both = (causal, padding) => causal && padding,
    paddedAt = (_, s) => s,
    bias = (isVisible) => (isVisible ? 0 : -Infinity),
    itemOf = (row) => Math.floor(row / nHeads),
    rows = (causal) => causal,
  }: Change,
) {
  const all = [...lengths.dataSync()]
  const keys = Array.from({ length: S }, (_, s) => s)
  const causal = rows(
    Array.from({ length: T }, (_, t) => keys.map((s) => isPast(t, s, offset, T, S))),
  )
  const tokens = all.map((_, b) => (at: number) => isToken(at, lengthOf(all, b), S))
  const visible = tokens.map((isReal) =>
    causal.map((row, t) => row.map((past, s) => both(past, isReal(paddedAt(t, s))))),
  )
  const biases = Array.from({ length: all.length * nHeads }, (_, row) => {
    const item = visible[itemOf(row, all.length, nHeads)]!
    return item.map((line, t) => line.map((isVisible, s) => bias(isVisible, causal[t]![s]!)))
  })
  return {
    causal: tf.tensor2d(causal, [T, S], 'bool'),
    padding: tf.tensor2d(
      tokens.map((isReal) => keys.map(isReal)),
      [all.length, S],
      'bool',
    ),
    visible: tf.tensor3d(visible, [all.length, T, S], 'bool'),
    bias: tf.tensor3d(biases, [biases.length, T, S]),
  }
}

export function diagonalHidden(...given: Given) {
  return masks(given, { isPast: (t, s, offset) => s < t + offset })
}

export function oneKeyTooFar(...given: Given) {
  return masks(given, { isPast: (t, s, offset) => s <= t + offset + 1 })
}

export function futureOnly(...given: Given) {
  return masks(given, { isPast: (t, s, offset) => s >= t + offset })
}

export function trueMeansHidden(...given: Given) {
  return masks(given, {
    isPast: (t, s, offset) => s > t + offset,
    isToken: (s, length) => s >= length,
    both: (causal, padding) => causal || padding,
    bias: (isHidden) => (isHidden ? -Infinity : 0),
  })
}

export function causalTrueMeansHidden(...given: Given) {
  return masks(given, {
    isPast: (t, s, offset) => s > t + offset,
    both: (future, padding) => !future && padding,
  })
}

export function paddingTrueMeansHidden(...given: Given) {
  return masks(given, {
    isToken: (s, length) => s >= length,
    both: (causal, padding) => causal && !padding,
  })
}

export function offsetIgnored(...given: Given) {
  return masks(given, { isPast: (t, s) => s <= t })
}

export function offsetSubtracted(...given: Given) {
  return masks(given, { isPast: (t, s, offset) => s <= t - offset })
}

export function alignedAtTheEnd(...given: Given) {
  return masks(given, { isPast: (t, s, _, T, S) => s <= t + S - T })
}

export function queriesAndKeysExchanged(...given: Given) {
  return masks(given, { isPast: (t, s, offset) => t <= s + offset })
}

export function oneRowForAll(...given: Given) {
  return masks(given, { rows: (causal) => causal.map(() => causal.at(-1)!) })
}

export function lengthIncluded(...given: Given) {
  return masks(given, { isToken: (s, length) => s <= length })
}

export function lastTokenLost(...given: Given) {
  return masks(given, { isToken: (s, length) => s < length - 1 })
}

export function paddingInFront(...given: Given) {
  return masks(given, { isToken: (s, length, S) => s >= S - length })
}

export function lengthOfFirstItem(...given: Given) {
  return masks(given, { lengthOf: (lengths) => lengths[0]! })
}

export function longestLength(...given: Given) {
  return masks(given, { lengthOf: (lengths) => Math.max(...lengths) })
}

export function paddingOnQueries(...given: Given) {
  return masks(given, { paddedAt: (t) => t })
}

export function paddingOnBoth(...given: Given) {
  return masks(given, { paddedAt: (t, s) => Math.max(t, s) })
}

export function eitherMask(...given: Given) {
  return masks(given, { both: (causal, padding) => causal || padding })
}

export function onlyOneMask(...given: Given) {
  return masks(given, { both: (causal, padding) => causal !== padding })
}

export function paddingNotCombined(...given: Given) {
  return masks(given, { both: (causal) => causal })
}

export function causalNotCombined(...given: Given) {
  return masks(given, { both: (_, padding) => padding })
}

export function biasOfOnes(...given: Given) {
  return masks(given, { bias: Number })
}

export function biasExchanged(...given: Given) {
  return masks(given, { bias: (isVisible) => (isVisible ? -Infinity : 0) })
}

export function biasLargeNumber(...given: Given) {
  return masks(given, { bias: (isVisible) => (isVisible ? 0 : -1e9) })
}

export function biasTimesInfinity(...given: Given) {
  return masks(given, { bias: (isVisible) => (1 - Number(isVisible)) * -Infinity })
}

export function biasPlusInfinity(...given: Given) {
  return masks(given, { bias: (isVisible) => (isVisible ? 0 : Infinity) })
}

export function biasWithoutPadding(...given: Given) {
  return masks(given, { bias: (_, causal) => (causal ? 0 : -Infinity) })
}

export function batchRepeated(...given: Given) {
  return masks(given, { itemOf: (row, B) => row % B })
}

export function firstItemForAllHeads(...given: Given) {
  return masks(given, { itemOf: () => 0 })
}

export const misconceptions = [
  {
    id: 'MK1',
    name: 'diagonalHidden',
    sameAs: 'a causal mask that hides the diagonal: s < t + offset',
    hints: [
      'How many keys does query 0 see when offset is 0? What will a softmax over no key give?',
      'Is the token itself part of its own future?',
      'A query sees the key at its own position too: s <= t + offset.',
    ],
    solution: diagonalHidden,
  },
  {
    id: 'MK2',
    name: 'oneKeyTooFar',
    sameAs: 'a causal mask that lets each query see the next token',
    hints: [
      'Which token does query 0 have to predict in training? May it see that one?',
      'Count the trues of row 0 for offset 0.',
      'The last key that query t may see is s = t + offset.',
    ],
    solution: oneKeyTooFar,
  },
  {
    id: 'MK3',
    name: 'futureOnly',
    sameAs: 'a causal mask with the upper triangle: the past is hidden, the future is not',
    hints: [
      'Print your causal mask for three tokens. Which row holds the most trues?',
      'Which of the queries has the longest past?',
      'Keep the lower triangle: s <= t + offset.',
    ],
    solution: futureOnly,
  },
  {
    id: 'MK4',
    name: 'trueMeansHidden',
    sameAs: 'masks in which true means "hidden"',
    hints: [
      'In your masks, what does true stand for? And in the statement?',
      'Does query 0 see itself, read by the convention of this exercise?',
      'True means "may attend" here; exchange true and false in all three masks.',
    ],
    solution: trueMeansHidden,
  },
  {
    id: 'MK5',
    name: 'causalTrueMeansHidden',
    sameAs:
      'a causal mask in which true means "hidden", beside others in which it means "may attend"',
    hints: [
      'Do your three masks use true for the same thing?',
      'What should causal[0][0] be, if true means "may attend"?',
      'Only causal is turned round: it is true where s <= t + offset.',
    ],
    solution: causalTrueMeansHidden,
  },
  {
    id: 'MK6',
    name: 'paddingTrueMeansHidden',
    sameAs: 'a padding mask that is true on the padding',
    hints: [
      'What should stand at padding[b][0] for an item that has tokens?',
      'Some libraries mark the padding with true. What does this exercise mark?',
      'padding is true on tokens: s < lengths[b].',
    ],
    solution: paddingTrueMeansHidden,
  },
  {
    id: 'MK7',
    name: 'offsetIgnored',
    sameAs: 'a causal mask that does not know the offset',
    hints: [
      'Does your mask change when offset does?',
      'With offset 2, how many keys are older than query 0?',
      'Query t stands at position t + offset.',
    ],
    solution: offsetIgnored,
  },
  {
    id: 'MK8',
    name: 'offsetSubtracted',
    sameAs: 'a causal mask with t - offset for t + offset',
    hints: [
      'If two keys are older than query 0, does it see more keys or fewer?',
      'Put offset = 1 into your comparison. How many keys does query 0 see? It should be two.',
      'Query t stands at position t + offset, so add it on the side of the query.',
    ],
    solution: offsetSubtracted,
  },
  {
    id: 'MK9',
    name: 'alignedAtTheEnd',
    sameAs: 'a causal mask with S - T for the offset',
    hints: [
      'Where does the position of query 0 come from in your code?',
      'Must the last query always stand at the last key?',
      'S - T is only one possible offset; use the one that is passed in.',
    ],
    solution: alignedAtTheEnd,
  },
  {
    id: 'MK10',
    name: 'queriesAndKeysExchanged',
    sameAs: 'a causal mask with the roles of queries and keys exchanged',
    hints: [
      'What is a row of your mask: a query or a key?',
      'In row 0, which keys are true? Which should be?',
      'Rows are queries, columns are keys: compare the column s with the row t + offset.',
    ],
    solution: queriesAndKeysExchanged,
  },
  {
    id: 'MK11',
    name: 'oneRowForAll',
    sameAs: 'a causal mask whose rows are all equal to the last one',
    hints: [
      'Are two rows of your mask ever different?',
      'How many arrays does new Array(T).fill(row) make?',
      'fill puts the same array into every place, so that all rows show what was written last. Make a new one for each query.',
    ],
    solution: oneRowForAll,
  },
  {
    id: 'MK12',
    name: 'lengthIncluded',
    sameAs: 'a padding mask with s <= length for s < length',
    hints: [
      'An item has 2 tokens. At which places do they stand, counted from 0?',
      'How many trues does your row hold for a length of 2?',
      'Key s is a token where s < lengths[b].',
    ],
    solution: lengthIncluded,
  },
  {
    id: 'MK13',
    name: 'lastTokenLost',
    sameAs: 'a padding mask that also hides the last token of each item',
    hints: [
      'An item has 3 tokens. How many trues does your row hold?',
      'lengths[b] is a count. Is it also the place of the last token?',
      'The last token stands at lengths[b] - 1 and belongs to the sentence: s < lengths[b].',
    ],
    solution: lastTokenLost,
  },
  {
    id: 'MK14',
    name: 'paddingInFront',
    sameAs: 'a padding mask for padding in front of the tokens',
    hints: [
      'On which side of the sentence does the padding stand here?',
      'What is key 0 of a short item: a token or padding?',
      'The tokens come first: the first lengths[b] keys are true.',
    ],
    solution: paddingInFront,
  },
  {
    id: 'MK15',
    name: 'lengthOfFirstItem',
    sameAs: 'a padding mask with the length of item 0 for all items',
    hints: [
      'Item 0 is right. Is item 1?',
      'Which entry of lengths does row b of your mask read?',
      'Each item has a length of its own: lengths[b].',
    ],
    solution: lengthOfFirstItem,
  },
  {
    id: 'MK16',
    name: 'longestLength',
    sameAs: 'a padding mask with the longest length for all items',
    hints: [
      'Do short items have any padding in your mask?',
      'What is the mask good for, if all items get the same row?',
      'Compare s with lengths[b] of the item itself.',
    ],
    solution: longestLength,
  },
  {
    id: 'MK17',
    name: 'paddingOnQueries',
    sameAs: 'a combined mask that hides rows of queries instead of columns of keys',
    hints: [
      'In visible[b], are the columns of the padding false in every row?',
      'To which shape do you bring padding before you combine it, [B, T, 1] or [B, 1, S]?',
      'Padding hides keys. A query that is padding is computed and never read.',
    ],
    solution: paddingOnQueries,
  },
  {
    id: 'MK18',
    name: 'paddingOnBoth',
    sameAs: 'a combined mask that hides padded queries as well as padded keys',
    hints: [
      'Which rows of visible are empty? Which should be?',
      'What does attention have to do with a row that may look at nothing?',
      'Hide columns only: s < lengths[b]. Queries keep their rows, whatever the length.',
    ],
    solution: paddingOnBoth,
  },
  {
    id: 'MK19',
    name: 'eitherMask',
    sameAs: 'a combined mask of keys that either of the two masks allows',
    hints: [
      'May a query look at padding that lies in its past?',
      'Does a token of the future become visible because it is not padding?',
      'A key has to pass both masks: and, not or.',
    ],
    solution: eitherMask,
  },
  {
    id: 'MK20',
    name: 'onlyOneMask',
    sameAs: 'a combined mask of keys that exactly one of the two masks allows',
    hints: [
      'What does your combination give for a key that both masks allow?',
      'Did you use xor, or a sum that is compared with 1?',
      'Visible is what both masks allow: a logical and.',
    ],
    solution: onlyOneMask,
  },
  {
    id: 'MK21',
    name: 'paddingNotCombined',
    sameAs: 'a combined mask that leaves the padding visible',
    hints: [
      'Do the items of your combined mask differ?',
      'Is column lengths[b] of item b false in every row?',
      'visible needs the padding mask too, as [B, 1, S].',
    ],
    solution: paddingNotCombined,
  },
  {
    id: 'MK22',
    name: 'causalNotCombined',
    sameAs: 'a combined mask that leaves the future visible',
    hints: [
      'Do the rows of one item differ in your combined mask?',
      'Is anything above the diagonal false because of the future?',
      'visible needs the causal mask too, as [T, S].',
    ],
    solution: causalNotCombined,
  },
  {
    id: 'MK23',
    name: 'biasOfOnes',
    sameAs: 'a bias of 1 for visible keys and 0 for hidden ones',
    hints: [
      'The bias is added to the scores. What changes for a hidden key when 0 is added?',
      'Which number, added to a score, makes its exponential 0?',
      'Visible keys get 0, hidden ones -Infinity.',
    ],
    solution: biasOfOnes,
  },
  {
    id: 'MK24',
    name: 'biasExchanged',
    sameAs: 'a bias that hides what is visible and shows what is hidden',
    hints: [
      'What does your bias add to the score of a key that may be seen?',
      'tf.where(condition, a, b): which of a and b is taken where the condition is true?',
      '0 belongs where visible is true, -Infinity where it is false.',
    ],
    solution: biasExchanged,
  },
  {
    id: 'MK25',
    name: 'biasLargeNumber',
    sameAs: 'a bias with a large negative number for -Infinity',
    hints: [
      'Can a score be so low that a hidden key still wins?',
      'What does a softmax make of a row in which every score is about -1e9?',
      'Only -Infinity hides a key whatever the scores are.',
    ],
    solution: biasLargeNumber,
  },
  {
    id: 'MK26',
    name: 'biasTimesInfinity',
    sameAs: 'a bias from (1 - visible) * -Infinity, which is NaN where a key is visible',
    hints: [
      'What is 0 * Infinity in JavaScript? Try it.',
      'At which places is your bias not a number: where keys are visible, or where they are hidden?',
      'Choose instead of multiplying: tf.where(visible, 0, -Infinity).',
    ],
    solution: biasTimesInfinity,
  },
  {
    id: 'MK27',
    name: 'biasPlusInfinity',
    sameAs: 'a bias with +Infinity for hidden keys',
    hints: [
      'What is the exponential of your bias for a hidden key?',
      'Should a hidden key have the highest score or the lowest?',
      'The sign: hidden keys get -Infinity.',
    ],
    solution: biasPlusInfinity,
  },
  {
    id: 'MK28',
    name: 'biasWithoutPadding',
    sameAs: 'a bias that hides the future but not the padding',
    hints: [
      'Your masks are right. Which of them is the bias made from?',
      'Do the items of your bias differ?',
      'Make the bias from visible, not from causal.',
    ],
    solution: biasWithoutPadding,
  },
  {
    id: 'MK29',
    name: 'batchRepeated',
    sameAs: 'a bias that repeats the whole batch instead of repeating each item',
    hints: [
      'With two items and two heads, whose mask stands in row 1 of your bias?',
      'In which order does tf.tile along axis 0 put the copies: item 0, item 0, item 1, item 1, or item 0, item 1, item 0, item 1?',
      'Row b * nHeads + h belongs to item b. Copy along a new axis 1, then reshape.',
    ],
    solution: batchRepeated,
  },
  {
    id: 'MK30',
    name: 'firstItemForAllHeads',
    sameAs: 'a bias that holds the mask of item 0 in all its rows',
    hints: [
      'Do the rows of your bias differ from item to item?',
      'Which item do you copy for the heads?',
      'Row b * nHeads + h is the mask of item b.',
    ],
    solution: firstItemForAllHeads,
  },
] satisfies readonly Misconception[]
