/** Known wrong solutions: each is the correct pass over the blocks with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, blockSize: number]

/** What is known before and after the maximum is raised, all [B, T, 1]. */
interface Maxima {
  readonly before: tf.Tensor
  readonly ofBlock: tf.Tensor
  readonly raised: tf.Tensor
}

/** The pieces that the wrong solutions replace. */
interface Pieces {
  /** Where the blocks start. */
  readonly starts: (S: number, blockSize: number) => number[]
  readonly scale: (dHead: number, dV: number) => number
  readonly firstMaximum: number
  readonly raise: (before: tf.Tensor, ofBlock: tf.Tensor, allScores: tf.Tensor) => tf.Tensor
  /** What is taken off the scores before the exponential. */
  readonly subtract: (maxima: Maxima) => tf.Tensor
  readonly shrinkSum: (maxima: Maxima) => tf.Tensor
  readonly shrinkOutput: (maxima: Maxima) => tf.Tensor
  readonly addSum: (sum: tf.Tensor, shrink: tf.Tensor, added: tf.Tensor) => tf.Tensor
  readonly addOutput: (output: tf.Tensor, added: tf.Tensor, sum: tf.Tensor) => tf.Tensor
  readonly finish: (output: tf.Tensor, sum: tf.Tensor) => tf.Tensor
}

const everyBlock = (S: number, blockSize: number) =>
  Array.from({ length: Math.ceil(S / blockSize) }, (_, block) => block * blockSize)
const shrink = ({ before, raised }: Maxima) => tf.exp(tf.sub(before, raised))
const one = ({ raised }: Maxima) => tf.onesLike(raised)

/** What is not replaced is as it should be. */
const right: Pieces = {
  starts: everyBlock,
  scale: (dHead) => Math.sqrt(dHead),
  firstMaximum: -Infinity,
  raise: (before, ofBlock) => tf.maximum(before, ofBlock),
  subtract: ({ raised }) => raised,
  shrinkSum: shrink,
  shrinkOutput: shrink,
  addSum: (sum, factor, added) => tf.add(tf.mul(sum, factor), added),
  addOutput: (output, added) => tf.add(output, added),
  finish: (output, sum) => tf.div(output, sum),
}

function pass([q, k, v, blockSize]: Given, replaced: Partial<Pieces>) {
  const pieces = { ...right, ...replaced }
  const [B, T, dHead] = q.shape
  const [, S, dV] = v.shape
  const scaled = tf.div<tf.Tensor3D>(q, pieces.scale(dHead, dV))
  const allScores = tf.matMul(scaled, k, false, true) // [B, T, S]
  let highest: tf.Tensor = tf.fill([B, T, 1], pieces.firstMaximum)
  let sum: tf.Tensor = tf.zeros([B, T, 1])
  let output: tf.Tensor = tf.zeros([B, T, dV])
  const maxima: tf.Tensor[] = []
  const sums: tf.Tensor[] = []
  for (const start of pieces.starts(S, blockSize)) {
    const n = Math.min(blockSize, S - start)
    const scores = tf.slice(allScores, [0, 0, start], [B, T, n])
    const ofBlock = tf.max(scores, -1, true)
    const raised = pieces.raise(highest, ofBlock, allScores)
    const now: Maxima = { before: highest, ofBlock, raised }
    const exponentials = tf.exp(tf.sub(scores, pieces.subtract(now)))
    sum = pieces.addSum(sum, pieces.shrinkSum(now), tf.sum(exponentials, -1, true))
    const read = tf.matMul(exponentials, tf.slice(v, [0, start, 0], [B, n, dV]))
    output = pieces.addOutput(tf.mul(output, pieces.shrinkOutput(now)), read, sum)
    highest = raised
    maxima.push(highest)
    sums.push(sum)
  }
  return {
    maxima: tf.concat(maxima, 2),
    sums: tf.concat(sums, 2),
    output: pieces.finish(output, sum),
  }
}

export function sumNotRescaled(...given: Given) {
  return pass(given, { shrinkSum: one })
}

export function outputNotRescaled(...given: Given) {
  return pass(given, { shrinkOutput: one })
}

export function nothingRescaled(...given: Given) {
  return pass(given, { shrinkSum: one, shrinkOutput: one })
}

export function rescaledTheOtherWay(...given: Given) {
  const grow = ({ before, raised }: Maxima) =>
    tf.where(tf.greater(before, -Infinity), tf.exp(tf.sub(raised, before)), 0)
  return pass(given, { shrinkSum: grow, shrinkOutput: grow })
}

export function newOnesRescaledToo(...given: Given) {
  const atFirstOne = (maxima: Maxima) =>
    tf.where(tf.greater(maxima.before, -Infinity), shrink(maxima), 1)
  return pass(given, {
    shrinkSum: atFirstOne,
    addSum: (sum, factor, added) => tf.mul(tf.add(sum, added), factor),
  })
}

export function maximumOfBlock(...given: Given) {
  return pass(given, { raise: (_before, ofBlock) => ofBlock })
}

export function blockMaximumSubtracted(...given: Given) {
  return pass(given, { subtract: ({ ofBlock }) => ofBlock })
}

export function oldMaximumSubtracted(...given: Given) {
  return pass(given, {
    subtract: ({ before, ofBlock }) => tf.where(tf.greater(before, -Infinity), before, ofBlock),
  })
}

export function maximumFromZero(...given: Given) {
  return pass(given, { firstMaximum: 0 })
}

export function withoutMaximum(...given: Given) {
  return pass(given, { firstMaximum: 0, raise: (before) => before })
}

export function finalMaximumFirst(...given: Given) {
  return pass(given, { raise: (_before, _ofBlock, allScores) => tf.max(allScores, -1, true) })
}

export function maximumOfAllQueries(...given: Given) {
  return pass(given, {
    raise: (before, ofBlock) =>
      tf.maximum(before, tf.add(tf.zerosLike(ofBlock), tf.max(ofBlock, 1, true))),
  })
}

export function lastBlockDropped(...given: Given) {
  return pass(given, {
    starts: (S, blockSize) =>
      everyBlock(S, blockSize).slice(0, Math.max(1, Math.floor(S / blockSize))),
  })
}

export function lastBlockOverlaps(...given: Given) {
  return pass(given, {
    starts: (S, blockSize) =>
      everyBlock(S, blockSize).map((start) => Math.max(0, Math.min(start, S - blockSize))),
  })
}

export function dividedInEveryBlock(...given: Given) {
  return pass(given, {
    addOutput: (output, added, sum) => tf.div(tf.add(output, added), sum),
    finish: (output) => output,
  })
}

export function notDivided(...given: Given) {
  return pass(given, { finish: (output) => output })
}

export function sumOfLastBlock(...given: Given) {
  return pass(given, { addSum: (_sum, _factor, added) => added })
}

export function blocksAveraged(...given: Given) {
  const [q, k, v, blockSize] = given
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2]))
  const starts = everyBlock(k.shape[1], blockSize)
  const means = starts.map((start) => {
    const n = Math.min(blockSize, k.shape[1] - start)
    const block = tf.slice(scores, [0, 0, start], [-1, -1, n])
    const exponentials = tf.exp(tf.sub(block, tf.max(block, -1, true)))
    const read = tf.matMul(exponentials, tf.slice(v, [0, start, 0], [-1, n, -1]))
    return tf.div(read, tf.sum(exponentials, -1, true))
  })
  return { ...pass(given, {}), output: tf.div(tf.addN(means), starts.length) }
}

export function withoutScale(...given: Given) {
  return pass(given, { scale: () => 1 })
}

export function scaledByValueWidth(...given: Given) {
  return pass(given, { scale: (_dHead, dV) => Math.sqrt(dV) })
}

export const misconceptions = [
  {
    id: 'BW1',
    name: 'sumNotRescaled',
    sameAs: 'a running sum that is not rescaled when the maximum rises',
    hints: [
      'Is your sum right as long as the first block has the highest score?',
      'The old terms of the sum were taken relative to the old maximum. Relative to what are the new ones?',
      'Multiply the old sum by exp(m - m′) before you add to it.',
    ],
    solution: sumNotRescaled,
  },
  {
    id: 'BW2',
    name: 'outputNotRescaled',
    sameAs: 'a running output that is not rescaled when the maximum rises',
    hints: [
      'Your sums are right. What else was taken relative to the old maximum?',
      'The values read so far carry factors exp(score - m), with the old m.',
      'Multiply the old output by exp(m - m′), like the sum.',
    ],
    solution: outputNotRescaled,
  },
  {
    id: 'BW3',
    name: 'nothingRescaled',
    sameAs: 'a pass in which neither sum nor output is rescaled',
    hints: [
      'Is the result right when the first block has the highest score?',
      'Old terms are exp(score - m), new ones exp(score - m′). May one add them?',
      'Bring the old sum and the old output to the new maximum first: a factor of exp(m - m′) for both.',
    ],
    solution: nothingRescaled,
  },
  {
    id: 'BW4',
    name: 'rescaledTheOtherWay',
    sameAs: 'a pass that rescales by exp(m′ - m)',
    hints: [
      'When a higher score turns up, do the old terms become larger or smaller beside it?',
      'The new maximum m′ is never below m, so the factor is at most 1: exp(m - m′).',
    ],
    solution: rescaledTheOtherWay,
  },
  {
    id: 'BW5',
    name: 'newOnesRescaledToo',
    sameAs: 'a sum that is rescaled after the new terms were added',
    hints: [
      'Which terms were taken relative to the old maximum: all of them?',
      'The new exponentials use m′ already. Rescale first, then add.',
    ],
    solution: newOnesRescaledToo,
  },
  {
    id: 'BW6',
    name: 'maximumOfBlock',
    sameAs: 'the maximum of each block instead of the running one',
    hints: [
      'Can your maxima fall from one block to the next?',
      'If a later block has only low scores, your factor exp(m - m′) exceeds 1. How large may it get?',
      'Keep the higher one: m′ = max(m, highest score of the block).',
    ],
    solution: maximumOfBlock,
  },
  {
    id: 'BW7',
    name: 'blockMaximumSubtracted',
    sameAs: 'new exponentials taken relative to the maximum of their own block',
    hints: [
      'Your maxima are right. What do you subtract from the scores of a block?',
      'A block of low scores: should its best key count as much as the best of all?',
      'The new terms are exp(score - m′), with the running maximum.',
    ],
    solution: blockMaximumSubtracted,
  },
  {
    id: 'BW8',
    name: 'oldMaximumSubtracted',
    sameAs: 'new exponentials taken relative to the maximum before the block',
    hints: [
      'Your maxima are right. Do you raise the maximum before or after you use it?',
      'The new terms are exp(score - m′): raise first.',
    ],
    solution: oldMaximumSubtracted,
  },
  {
    id: 'BW9',
    name: 'maximumFromZero',
    sameAs: 'a running maximum that starts at 0',
    hints: [
      'What are your maxima when all scores are negative?',
      'What is the highest of no numbers at all?',
      'Start at -Infinity; exp(-Infinity) is 0, which is just right for the first block.',
    ],
    solution: maximumFromZero,
  },
  {
    id: 'BW10',
    name: 'withoutMaximum',
    sameAs: 'exponentials of the scores as they are, without a maximum',
    hints: [
      'What is exp(1000)?',
      'The maximum changes no result, but it keeps every exponential at or below 1.',
      'Subtract the running maximum from the scores.',
    ],
    solution: withoutMaximum,
  },
  {
    id: 'BW11',
    name: 'finalMaximumFirst',
    sameAs: 'a pass that knows the maximum of all scores from the start',
    hints: [
      'What is your maximum after the first block? Have you seen that score by then?',
      'To find the maximum of the row you looked at all keys, and then again. One look is wanted.',
      'After a block, the maximum is that of the blocks read so far.',
    ],
    solution: finalMaximumFirst,
  },
  {
    id: 'BW12',
    name: 'maximumOfAllQueries',
    sameAs: 'one maximum for all queries of an item',
    hints: [
      'Do two queries of one item have the same maxima in your result? Should they?',
      'Another query’s scores may be far higher: then all your exponentials are 0.',
      'Every query has a maximum of its own: take it along the last axis only.',
    ],
    solution: maximumOfAllQueries,
  },
  {
    id: 'BW13',
    name: 'lastBlockDropped',
    sameAs: 'a pass that leaves out the keys after the last full block',
    hints: [
      'Seven keys in blocks of three: how many blocks do you read?',
      'The last block may be shorter, and still counts: there are ceil(S / blockSize).',
    ],
    solution: lastBlockDropped,
  },
  {
    id: 'BW14',
    name: 'lastBlockOverlaps',
    sameAs: 'a last block moved forward so that it is full, with some keys read twice',
    hints: [
      'Seven keys in blocks of three: which keys are in your last block?',
      'How often does each key enter the sum?',
      'The last block is shorter: it begins where the one before it ended.',
    ],
    solution: lastBlockOverlaps,
  },
  {
    id: 'BW15',
    name: 'dividedInEveryBlock',
    sameAs: 'an output that is divided by the sum after every block',
    hints: [
      'Does a single block come out right?',
      'If the output is divided already, what does the next block have to undo?',
      'Carry the output undivided, and divide once, at the end.',
    ],
    solution: dividedInEveryBlock,
  },
  {
    id: 'BW16',
    name: 'notDivided',
    sameAs: 'an output that is never divided by the sum',
    hints: [
      'With all values 1, what should the output be?',
      'The weights have to sum to 1: divide by l at the end.',
    ],
    solution: notDivided,
  },
  {
    id: 'BW17',
    name: 'sumOfLastBlock',
    sameAs: 'a sum that starts anew in every block',
    hints: [
      'Does a single block come out right?',
      'Does your sum remember the blocks before?',
      'l′ = l · exp(m - m′) + the sum of the block’s exponentials.',
    ],
    solution: sumOfLastBlock,
  },
  {
    id: 'BW18',
    name: 'blocksAveraged',
    sameAs: 'the mean of the results of all blocks',
    hints: [
      'Your maxima and sums are right. Does the output use them?',
      'One block has all the high scores. How much should the others count?',
      'A softmax inside each block forgets how blocks compare. Use the running sum.',
    ],
    solution: blocksAveraged,
  },
  {
    id: 'BW19',
    name: 'withoutScale',
    sameAs: 'scores that are not divided by √dHead',
    hints: [
      'Are the cases right in which dHead is 1, and the others wrong?',
      'Divide the scores by √dHead before anything else.',
    ],
    solution: withoutScale,
  },
  {
    id: 'BW20',
    name: 'scaledByValueWidth',
    sameAs: 'scores divided by the root of dV',
    hints: [
      'A score is a product of a query and a key. How wide are those?',
      'Divide by √dHead; the values may have another width.',
    ],
    solution: scaledByValueWidth,
  },
] satisfies readonly Misconception[]
