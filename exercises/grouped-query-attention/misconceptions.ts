/** Known wrong solutions: each is the correct computation with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Mask = tf.Tensor2D | null
type Given = [q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, mask: Mask]
/** Which head of keys or values query head h reads. */
type Group = (h: number, H: number, G: number) => number

/** The pieces that the wrong solutions replace. */
interface Pieces {
  readonly keysOf: Group
  readonly valuesOf: Group
  readonly scale: (dHead: number, H: number, G: number, dV: number) => number
  readonly hide: (scores: tf.Tensor, mask: Mask) => tf.Tensor
  readonly weigh: (scores: tf.Tensor) => tf.Tensor
}

const neighbours: Group = (h, H, G) => Math.floor(h / (H / G))
const inTurn: Group = (h, _H, G) => h % G

/** What is not replaced is as it should be. */
const right: Pieces = {
  keysOf: neighbours,
  valuesOf: neighbours,
  scale: (dHead) => Math.sqrt(dHead),
  hide: (scores, mask) => (mask ? tf.where(mask, scores, -Infinity) : scores),
  weigh: (scores) => tf.softmax(scores),
}

function attend([q, k, v, mask]: Given, pieces: Partial<Pieces>): tf.Tensor {
  const { keysOf, valuesOf, scale, hide, weigh } = { ...right, ...pieces }
  const [, H, , dHead] = q.shape
  const [, G, , dV] = v.shape
  const forEveryHead = (x: tf.Tensor4D, groupOf: Group) => {
    const groups = Array.from({ length: H }, (_, h) => groupOf(h, H, G))
    return tf.gather(x, tf.tensor1d(groups, 'int32'), 1)
  }
  const products = tf.matMul(q, forEveryHead(k, keysOf), false, true)
  const scores = tf.div(products, scale(dHead, H, G, dV))
  return tf.matMul(weigh(hide(scores, mask)), forEveryHead(v, valuesOf))
}

export function groupsInTurn(...given: Given) {
  return attend(given, { keysOf: inTurn, valuesOf: inTurn })
}

export function keysInTurn(...given: Given) {
  return attend(given, { keysOf: inTurn })
}

export function valuesInTurn(...given: Given) {
  return attend(given, { valuesOf: inTurn })
}

export function firstGroupForAll(...given: Given) {
  return attend(given, { keysOf: () => 0, valuesOf: () => 0 })
}

export function dividedByGroups(...given: Given) {
  const byGroups: Group = (h, _H, G) => Math.min(Math.floor(h / G), G - 1)
  return attend(given, { keysOf: byGroups, valuesOf: byGroups })
}

export function groupsReversed(...given: Given) {
  const backwards: Group = (h, H, G) => G - 1 - neighbours(h, H, G)
  return attend(given, { keysOf: backwards, valuesOf: backwards })
}

export function groupsAveraged(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, mask: Mask) {
  const mean = (x: tf.Tensor4D) => tf.mean<tf.Tensor4D>(x, 1, true)
  return attend([q, mean(k), mean(v), mask], {})
}

export function queriesAveraged(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, mask: Mask) {
  const [B, H, T, dHead] = q.shape
  const G = k.shape[1]
  const means = tf.mean(tf.reshape(q, [B, G, H / G, T, dHead]), 2, true)
  const shared = tf.tile(means, [1, 1, H / G, 1, 1])
  return attend([tf.reshape(shared, [B, H, T, dHead]), k, v, mask], {})
}

export function oneSoftmaxPerGroup(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, mask: Mask) {
  const [B, H, T] = q.shape
  const [G, S] = [k.shape[1], k.shape[2]]
  return attend([q, k, v, mask], {
    weigh: (scores) => {
      const groups = tf.reshape(scores, [B, G, H / G, T, S])
      const side = tf.reshape(tf.transpose(groups, [0, 1, 3, 2, 4]), [B, G, T, (H / G) * S])
      const shares = tf.reshape(tf.softmax(side), [B, G, T, H / G, S])
      return tf.reshape(tf.transpose(shares, [0, 1, 3, 2, 4]), [B, H, T, S])
    },
  })
}

export function scaledByGroupWidth(...given: Given) {
  return attend(given, { scale: (dHead, H, G) => Math.sqrt((dHead * H) / G) })
}

export function scaledByValueWidth(...given: Given) {
  return attend(given, { scale: (_dHead, _H, _G, dV) => Math.sqrt(dV) })
}

export function withoutScale(...given: Given) {
  return attend(given, { scale: () => 1 })
}

export function maskIgnored(...given: Given) {
  return attend(given, { hide: (scores) => scores })
}

export function maskInverted(...given: Given) {
  return attend(given, {
    hide: (scores, mask) => (mask ? tf.where(mask, -1e9, scores) : scores),
  })
}

export function hiddenScoresZero(...given: Given) {
  return attend(given, { hide: (scores, mask) => (mask ? tf.where(mask, scores, 0) : scores) })
}

export function softmaxOverQueries(...given: Given) {
  return attend(given, {
    weigh: (scores) => {
      const turned = tf.transpose(scores, [0, 1, 3, 2])
      return tf.transpose(tf.softmax(turned), [0, 1, 3, 2])
    },
  })
}

export const misconceptions = [
  {
    id: 'GQ1',
    name: 'groupsInTurn',
    sameAs: 'query heads dealt out to the groups in turn, h modulo G',
    hints: [
      'Four query heads, two groups: which heads share group 0 in your code, and which in the formula?',
      'Does your way of copying give group 0, 1, 0, 1 or 0, 0, 1, 1?',
      'Neighbours share: head h reads group floor(h / (H / G)). A tile puts copies in the other order.',
    ],
    solution: groupsInTurn,
  },
  {
    id: 'GQ2',
    name: 'keysInTurn',
    sameAs: 'keys that are dealt out in turn, while the values are shared by neighbours',
    hints: [
      'Do keys and values of a head come from the same group?',
      'Which key head does query head 1 read? And which value head?',
      'Copy the keys in the same order as the values: 0, 0, 1, 1, not 0, 1, 0, 1.',
    ],
    solution: keysInTurn,
  },
  {
    id: 'GQ3',
    name: 'valuesInTurn',
    sameAs: 'values that are dealt out in turn, while the keys are shared by neighbours',
    hints: [
      'Do keys and values of a head come from the same group?',
      'Which value head does query head 1 read? And which key head?',
      'Copy the values in the same order as the keys: 0, 0, 1, 1, not 0, 1, 0, 1.',
    ],
    solution: valuesInTurn,
  },
  {
    id: 'GQ4',
    name: 'firstGroupForAll',
    sameAs: 'all query heads reading group 0',
    hints: [
      'Does the case with one group for all heads pass?',
      'Change the keys of group 1. Does your output change?',
      'That is multi-query attention. With G groups, head h reads group floor(h / (H / G)).',
    ],
    solution: firstGroupForAll,
  },
  {
    id: 'GQ5',
    name: 'dividedByGroups',
    sameAs: 'the group of head h taken as floor(h / G), at most G - 1',
    hints: [
      'Six heads, two groups: which group do your heads 2 and 3 read?',
      'Is a group G heads large, or H / G heads?',
      'A group has H / G query heads: divide h by that.',
    ],
    solution: dividedByGroups,
  },
  {
    id: 'GQ6',
    name: 'groupsReversed',
    sameAs: 'groups counted from the end',
    hints: [
      'Which group does your head 0 read?',
      'Head 0 and its neighbours read group 0, the last heads the last group.',
    ],
    solution: groupsReversed,
  },
  {
    id: 'GQ7',
    name: 'groupsAveraged',
    sameAs: 'all query heads reading the mean of the groups',
    hints: [
      'Change the keys of group 1. Does head 0 notice? Should it?',
      'Averaging heads is how a trained model is converted, once. It is no part of attention.',
      'Every query head reads the keys and values of its own group, as they are.',
    ],
    solution: groupsAveraged,
  },
  {
    id: 'GQ8',
    name: 'queriesAveraged',
    sameAs: 'the queries of a group replaced by their mean',
    hints: [
      'Are the heads of one group all alike in your output?',
      'What do the heads of a group share: the question, or what is read?',
      'Keys and values are shared. Every head keeps queries of its own.',
    ],
    solution: queriesAveraged,
  },
  {
    id: 'GQ9',
    name: 'oneSoftmaxPerGroup',
    sameAs: 'one softmax over all heads of a group together',
    hints: [
      'Add up the weights of one query in one head. Is it 1?',
      'When you fold the heads of a group, which axis do they land on: that of the queries or of the keys?',
      'Every query of every head has a softmax of its own, over S keys.',
    ],
    solution: oneSoftmaxPerGroup,
  },
  {
    id: 'GQ10',
    name: 'scaledByGroupWidth',
    sameAs: 'scores divided by the root of dHead · H / G',
    hints: [
      'Does the case with a group for every head pass?',
      'How many products does one score add up?',
      'Grouping changes nothing about a single score: divide by √dHead.',
    ],
    solution: scaledByGroupWidth,
  },
  {
    id: 'GQ11',
    name: 'scaledByValueWidth',
    sameAs: 'scores divided by the root of dV',
    hints: [
      'A score is a product of a query and a key. How wide are those?',
      'Divide by √dHead, the width of the keys; that of the values may differ.',
    ],
    solution: scaledByValueWidth,
  },
  {
    id: 'GQ12',
    name: 'withoutScale',
    sameAs: 'scores that are not divided by √dHead',
    hints: [
      'What stands between Q Kᵀ and the softmax in the formula?',
      'Divide the scores by √dHead.',
    ],
    solution: withoutScale,
  },
  {
    id: 'GQ13',
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
    id: 'GQ14',
    name: 'maskInverted',
    sameAs: 'attention to what the mask forbids',
    hints: [
      'Which keys does your query 0 see under a causal mask?',
      'In this course true means "may attend".',
    ],
    solution: maskInverted,
  },
  {
    id: 'GQ15',
    name: 'hiddenScoresZero',
    sameAs: 'attention in which a hidden score becomes 0',
    hints: [
      'Which weight does the softmax give to a score of 0?',
      'exp(0) is 1. Only a score of -Infinity leaves a weight of 0.',
    ],
    solution: hiddenScoresZero,
  },
  {
    id: 'GQ16',
    name: 'softmaxOverQueries',
    sameAs: 'a softmax over the queries instead of the keys',
    hints: [
      'Add up your weights along each axis. Which sum is 1, and what does that axis count?',
      'Each query shares out a weight of 1 over the keys, the last axis of the scores.',
    ],
    solution: softmaxOverQueries,
  },
] satisfies readonly Misconception[]
