/** Known wrong solutions: each has a wrong way to split, a wrong way to merge, or both. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [x: tf.Tensor3D, z: tf.Tensor4D, nHeads: number]

/** The ways that the wrong solutions replace; what is left out is as it should be. */
interface Change {
  readonly split?: (x: tf.Tensor3D, nHeads: number) => tf.Tensor
  readonly merge?: (z: tf.Tensor4D) => tf.Tensor
}

function heads([x, z, nHeads]: Given, { split = splitHeads, merge = mergeHeads }: Change) {
  return { split: split(x, nHeads), merged: merge(z) }
}

function splitHeads(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  const [B, T, width] = x.shape
  return tf.transpose(tf.reshape(x, [B, T, nHeads, width / nHeads]), [0, 2, 1, 3])
}

function mergeHeads(z: tf.Tensor4D): tf.Tensor {
  const [B, H, T, dHead] = z.shape
  return tf.reshape(tf.transpose(z, [0, 2, 1, 3]), [B, T, H * dHead])
}

function splitDirectly(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  const [B, T, width] = x.shape
  return tf.reshape(x, [B, nHeads, T, width / nHeads])
}

function mergeDirectly(z: tf.Tensor4D): tf.Tensor {
  const [B, H, T, dHead] = z.shape
  return tf.reshape(z, [B, T, H * dHead])
}

function splitEveryOther(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  const [B, T, width] = x.shape
  return tf.transpose(tf.reshape(x, [B, T, width / nHeads, nHeads]), [0, 3, 1, 2])
}

function mergeEveryOther(z: tf.Tensor4D): tf.Tensor {
  const [B, H, T, dHead] = z.shape
  return tf.reshape(tf.transpose(z, [0, 2, 3, 1]), [B, T, H * dHead])
}

export function splitWithoutSwap(...given: Given) {
  return heads(given, { split: splitDirectly })
}

export function mergeWithoutSwap(...given: Given) {
  return heads(given, { merge: mergeDirectly })
}

export function neitherSwapped(...given: Given) {
  return heads(given, { split: splitDirectly, merge: mergeDirectly })
}

export function interleavedSplit(...given: Given) {
  return heads(given, { split: splitEveryOther })
}

export function interleavedMerge(...given: Given) {
  return heads(given, { merge: mergeEveryOther })
}

export function bothInterleaved(...given: Given) {
  return heads(given, { split: splitEveryOther, merge: mergeEveryOther })
}

export function sizesExchanged(...given: Given) {
  return heads(given, { split: (x, nHeads) => splitHeads(x, x.shape[2] / nHeads) })
}

export function channelsBeforeTokens(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => tf.transpose(splitHeads(x, nHeads), [0, 1, 3, 2]),
  })
}

export function leftAtTokens(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => tf.transpose(splitHeads(x, nHeads), [0, 2, 1, 3]),
  })
}

export function headsBeforeItems(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => tf.transpose(splitHeads(x, nHeads), [1, 0, 2, 3]),
  })
}

export function swapBeforeReshape(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => {
      const [B, T, width] = x.shape
      return tf.reshape(tf.transpose(x, [0, 2, 1]), [B, nHeads, T, width / nHeads])
    },
  })
}

export function reshapeBeforeSwap(...given: Given) {
  return heads(given, {
    merge: (z) => {
      const [B, H, T, dHead] = z.shape
      const swapped = tf.transpose(tf.reshape(z, [B, T, H, dHead]), [0, 2, 1, 3])
      return tf.reshape(swapped, [B, T, H * dHead])
    },
  })
}

export function firstBlockForAll(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => {
      const first = tf.slice(x, [0, 0, 0], [-1, -1, x.shape[2] / nHeads])
      return tf.stack(new Array<tf.Tensor>(nHeads).fill(first), 1)
    },
  })
}

export function firstItemForAll(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => {
      const first = splitHeads(tf.slice(x, 0, 1), nHeads)
      return tf.tile(first, [x.shape[0], 1, 1, 1])
    },
  })
}

export function overlappingBlocks(...given: Given) {
  return heads(given, {
    split: (x, nHeads) => {
      const dHead = x.shape[2] / nHeads
      const blocks = Array.from({ length: nHeads }, (_, h) =>
        tf.slice(x, [0, 0, Math.min(h, x.shape[2] - dHead)], [-1, -1, dHead]),
      )
      return tf.stack(blocks, 1)
    },
  })
}

export function headsReversed(...given: Given) {
  return heads(given, { merge: (z) => mergeHeads(tf.reverse(z, 1)) })
}

export function headsAveraged(...given: Given) {
  return heads(given, { merge: (z) => tf.mean(z, 1) })
}

export function meanRepeated(...given: Given) {
  return heads(given, { merge: (z) => tf.tile(tf.mean(z, 1), [1, 1, z.shape[1]]) })
}

export function headsAlongTokens(...given: Given) {
  return heads(given, {
    merge: (z) => {
      const [B, H, T, dHead] = z.shape
      return tf.reshape(z, [B, H * T, dHead])
    },
  })
}

export function itemsAndHeadsMixed(...given: Given) {
  return heads(given, {
    merge: (z) => {
      const [B, H, T, dHead] = z.shape
      const exchanged = tf.reshape(z, [H, B, T, dHead])
      return tf.reshape(tf.transpose(exchanged, [1, 2, 0, 3]), [B, T, H * dHead])
    },
  })
}

export const misconceptions = [
  {
    id: 'SH1',
    name: 'splitWithoutSwap',
    sameAs: 'a split by one reshape to [B, H, T, dHead], without exchanging two axes',
    hints: [
      'Give channel c of token t the number 10t + c and print head 0 of your split. Does its second row begin with 10?',
      'A reshape never moves a number past its neighbours. What follows the first dHead channels of token 0 in memory?',
      'Reshape to [B, T, H, dHead] first, and then exchange axes 1 and 2.',
    ],
    solution: splitWithoutSwap,
  },
  {
    id: 'SH2',
    name: 'mergeWithoutSwap',
    sameAs: 'a merge by one reshape, without exchanging the axes of heads and tokens first',
    hints: [
      'Does row 0 of your result hold all heads of token 0, or head 0 of several tokens?',
      'Which axis has to stand next to dHead, so that a reshape may join the two?',
      'Exchange axes 1 and 2 first, to [B, T, H, dHead], and reshape then.',
    ],
    solution: mergeWithoutSwap,
  },
  {
    id: 'SH3',
    name: 'neitherSwapped',
    sameAs: 'a split and a merge by plain reshapes, with no axes exchanged',
    hints: [
      'Your merge undoes your split. Does each of them do what it should, alone?',
      'Print head 0 of your split. From how many tokens do its numbers come?',
      'Both need the exchange of axes 1 and 2: the split after its reshape, the merge before.',
    ],
    solution: neitherSwapped,
  },
  {
    id: 'SH4',
    name: 'interleavedSplit',
    sameAs: 'a split that gives head h every H-th channel, beginning with h',
    hints: [
      'With four channels and two heads, which two does head 0 own here?',
      'In your reshape, which comes first: H or dHead?',
      'A head owns neighbours: reshape to [B, T, H, dHead], not to [B, T, dHead, H].',
    ],
    solution: interleavedSplit,
  },
  {
    id: 'SH5',
    name: 'interleavedMerge',
    sameAs: 'a merge that takes one channel of each head in turn',
    hints: [
      'Which two numbers stand at the beginning of your row 0, and from which heads are they?',
      'In which order do the last two axes stand before your reshape?',
      'All channels of head 0 come first: the axes are [B, T, H, dHead] before the reshape.',
    ],
    solution: interleavedMerge,
  },
  {
    id: 'SH6',
    name: 'bothInterleaved',
    sameAs: 'a split and a merge in which neighbouring channels belong to different heads',
    hints: [
      'Split and merged again, everything is in its place. Which channels does head 0 own, though?',
      'Should head 0 own channels 0 and 1, or 0 and 2, when there are two heads of width two?',
      'Heads are blocks of neighbours in this exercise, in both directions.',
    ],
    solution: bothInterleaved,
  },
  {
    id: 'SH7',
    name: 'sizesExchanged',
    sameAs: 'a split into dHead heads of width H',
    hints: [
      'Print the shape of your split. How many heads are there, and how wide is each?',
      'Which of the two is nHeads, and which do you have to compute?',
      'There are nHeads heads, each dModel / nHeads wide.',
    ],
    solution: sizesExchanged,
  },
  {
    id: 'SH8',
    name: 'channelsBeforeTokens',
    sameAs: 'a split with the last two axes exchanged, [B, H, dHead, T]',
    hints: [
      'What is the last axis of your split: tokens or channels?',
      'The product of queries and keys needs that order for the keys. Does the split itself?',
      'The split is [B, H, T, dHead]; the transposition for the scores comes later.',
    ],
    solution: channelsBeforeTokens,
  },
  {
    id: 'SH9',
    name: 'leftAtTokens',
    sameAs: 'a split that stays at [B, T, H, dHead]',
    hints: [
      'What is axis 1 of your split: heads or tokens?',
      'Over which axis should each head have all of its tokens together?',
      'After the reshape to [B, T, H, dHead], exchange axes 1 and 2.',
    ],
    solution: leftAtTokens,
  },
  {
    id: 'SH10',
    name: 'headsBeforeItems',
    sameAs: 'a split with the heads in front of the items, [H, B, T, dHead]',
    hints: [
      'What is axis 0 of your split?',
      'Do the items of the batch stay where they were?',
      'The items stay in front: [B, H, T, dHead].',
    ],
    solution: headsBeforeItems,
  },
  {
    id: 'SH11',
    name: 'swapBeforeReshape',
    sameAs: 'a split that exchanges tokens and channels first and reshapes then',
    hints: [
      'Write down the shape after each step. Between which axes does your reshape cut?',
      'After your transposition, what stands next to channel 0 of token 0 in memory: another channel, or another token?',
      'First the reshape, which cuts the channels in two axes, and then the exchange.',
    ],
    solution: swapBeforeReshape,
  },
  {
    id: 'SH12',
    name: 'reshapeBeforeSwap',
    sameAs: 'a merge that reshapes to [B, T, H, dHead] first and exchanges axes then',
    hints: [
      'z is [B, H, T, dHead]. May a reshape turn it into [B, T, H, dHead]?',
      'Which operation moves numbers, and which only gives them other labels?',
      'A merge goes backwards: the exchange of axes first, then one reshape.',
    ],
    solution: reshapeBeforeSwap,
  },
  {
    id: 'SH13',
    name: 'firstBlockForAll',
    sameAs: 'a split in which every head gets the first block of channels',
    hints: [
      'Head 0 is right. Is head 1 different from it?',
      'Does your slice depend on h?',
      'Head h begins at channel h * dHead.',
    ],
    solution: firstBlockForAll,
  },
  {
    id: 'SH14',
    name: 'firstItemForAll',
    sameAs: 'a split of item 0 alone, repeated for the whole batch',
    hints: [
      'Item 0 is right. Is item 1?',
      'Which index into the batch does your code use?',
      'Every item has tokens of its own: nothing may be taken from x[0] for all.',
    ],
    solution: firstItemForAll,
  },
  {
    id: 'SH15',
    name: 'overlappingBlocks',
    sameAs: 'a split in which head h begins at channel h instead of h * dHead',
    hints: [
      'Which channels do heads 0 and 1 have in common in your split?',
      'Does every channel belong to exactly one head?',
      'Head h begins where head h - 1 ends: at channel h * dHead.',
    ],
    solution: overlappingBlocks,
  },
  {
    id: 'SH16',
    name: 'headsReversed',
    sameAs: 'a merge that puts the last head first',
    hints: [
      'Which head do the first channels of your rows come from?',
      'Does your concatenation append, or put in front?',
      'Head 0 comes first, as in the split.',
    ],
    solution: headsReversed,
  },
  {
    id: 'SH17',
    name: 'headsAveraged',
    sameAs: 'a merge that takes the mean of the heads, [B, T, dHead]',
    hints: [
      'How wide is a token after your merge? How wide was it before the split?',
      'What becomes of what only one head has found?',
      'Heads are put side by side, so that all of their channels are kept.',
    ],
    solution: headsAveraged,
  },
  {
    id: 'SH18',
    name: 'meanRepeated',
    sameAs: 'a merge that repeats the mean of the heads',
    hints: [
      'Are the first dHead channels of your tokens the same as the next ones?',
      'Can you get back a single head from your result?',
      'Put the heads side by side, each as it is.',
    ],
    solution: meanRepeated,
  },
  {
    id: 'SH19',
    name: 'headsAlongTokens',
    sameAs: 'a merge that puts the heads one below the other, [B, H·T, dHead]',
    hints: [
      'How many tokens does an item have after your merge?',
      'Along which axis do you concatenate?',
      'The heads of one token belong into one row: concatenate the channels, not the tokens.',
    ],
    solution: headsAlongTokens,
  },
  {
    id: 'SH20',
    name: 'itemsAndHeadsMixed',
    sameAs: 'a merge that reads [B, H] as [H, B]',
    hints: [
      'Do cases with one item pass?',
      'In which order do items and heads stand in z, and in which do you read them?',
      'Axis 0 is items, axis 1 is heads; a reshape does not exchange the two.',
    ],
    solution: itemsAndHeadsMixed,
  },
] satisfies readonly Misconception[]
