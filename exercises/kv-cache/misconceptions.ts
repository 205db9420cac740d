/** Known wrong solutions: each is the correct step with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { AttentionWeights, LayerCache, Model } from './stub.ts'

type Cache = LayerCache[] | null
type Given = [x: tf.Tensor3D, cache: Cache, model: Model, nHeads: number]
type Joined = (before: tf.Tensor, now: tf.Tensor) => tf.Tensor

/** The pieces that the wrong solutions replace. */
interface Pieces {
  /** The position of new token t. */
  readonly position: (past: number, t: number) => number
  /** Whether new token t may see token s of all. */
  readonly sees: (t: number, s: number, past: number) => boolean
  /** The cache entry that a layer reads. */
  readonly entry: (cache: LayerCache[], layer: number, weights: AttentionWeights) => LayerCache
  /** The keys, or values, that are attended to. */
  readonly attendTo: Joined
  /** The keys, or values, that are returned. */
  readonly keep: Joined
  readonly scale: (dHead: number, nHeads: number) => number
  readonly add: (y: tf.Tensor, attended: tf.Tensor) => tf.Tensor
  readonly positionsIn: (layer: number) => boolean
}

const append: Joined = (before, now) => tf.concat([before, now], 2)

/** What is not replaced is as it should be. */
const right: Pieces = {
  position: (past, t) => past + t,
  sees: (t, s, past) => s <= past + t,
  entry: (all, layer) => all[layer]!,
  attendTo: append,
  keep: append,
  scale: (dHead) => Math.sqrt(dHead),
  add: (y, attended) => tf.add(y, attended),
  positionsIn: (layer) => layer === 0,
}

function step([x, cache, model, nHeads]: Given, pieces: Partial<Pieces>) {
  const { position, sees, entry, attendTo, keep, scale, add, positionsIn } = { ...right, ...pieces }
  const [B, T, dModel] = x.shape
  const past = cache?.[0]?.keys.shape[2] ?? 0
  const rows = Array.from({ length: T }, (_, t) => position(past, t))
  const positions = tf.gather(model.positions, tf.tensor1d(rows, 'int32'))
  const split = (z: tf.Tensor) => tf.transpose(tf.reshape(z, [B, T, nHeads, -1]), [0, 2, 1, 3])

  let y: tf.Tensor = x
  const grown = model.layers.map((weights, layer) => {
    const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
    if (positionsIn(layer)) y = tf.add(y, positions)
    const [q, k, v] = [split(linear(y, wq, bq)), split(linear(y, wk, bk)), split(linear(y, wv, bv))]
    const before = cache && entry(cache, layer, weights)
    const keys = before ? attendTo(before.keys, k) : k
    const values = before ? attendTo(before.values, v) : v
    const S = keys.shape[2] as number
    const mask = Array.from({ length: T }, (_new, t) =>
      Array.from({ length: S }, (_seen, s) => sees(t, s, S - T)),
    )
    const scores = tf.div(tf.matMul(q, keys, false, true), scale(dModel / nHeads, nHeads))
    const shares = tf.softmax(tf.where(tf.tensor2d(mask, [T, S], 'bool'), scores, -Infinity))
    const heads = tf.transpose(tf.matMul(shares, values), [0, 2, 1, 3])
    y = add(y, linear(tf.reshape(heads, [B, T, dModel]), wo, bo))
    return before
      ? { keys: keep(before.keys, k), values: keep(before.values, v) }
      : { keys: k, values: v }
  })
  return { output: y, cache: grown }
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

/** [B, H, S, dHead] -> [B, S, dModel] */
function merged(heads: tf.Tensor4D): tf.Tensor {
  const [B, H, S, dHead] = heads.shape
  return tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [B, S, H * dHead])
}

export function positionsFromZero(...given: Given) {
  return step(given, { position: (_past, t) => t })
}

export function onePositionForAll(...given: Given) {
  return step(given, { position: (past) => past })
}

export function positionsOneLate(...given: Given) {
  return step(given, { position: (past, t) => past + t + 1 })
}

export function positionsInEveryLayer(...given: Given) {
  return step(given, { positionsIn: () => true })
}

export function squareMask(...given: Given) {
  return step(given, { sees: (t, s) => s <= t })
}

export function noMask(...given: Given) {
  return step(given, { sees: () => true })
}

export function oneTokenTooFar(...given: Given) {
  return step(given, { sees: (t, s, past) => s <= past + t + 1 })
}

export function onlyThePast(...given: Given) {
  return step(given, { sees: (t, s, past) => s < past + t || s === 0 })
}

export function cacheNotRead(...given: Given) {
  return step(given, { attendTo: (_before, now) => now })
}

export function cacheReplaced(...given: Given) {
  return step(given, { keep: (_before, now) => now })
}

export function newTokensFirst(...given: Given) {
  return step(given, { keep: (before, now) => tf.concat([now, before], 2) })
}

export function firstLayerForAll(...given: Given) {
  return step(given, { entry: (all) => all[0]! })
}

export function lastLayerForAll(...given: Given) {
  return step(given, { entry: (all) => all[all.length - 1]! })
}

export function cacheOfFirstItem(...given: Given) {
  const first = (all: tf.Tensor4D) =>
    tf.tile(tf.slice(all, [0, 0, 0, 0], [1, -1, -1, -1]), [all.shape[0], 1, 1, 1])
  return step(given, {
    entry: (all, layer) => ({
      keys: first(all[layer]!.keys),
      values: first(all[layer]!.values),
    }),
  })
}

export function projectedAgain(...given: Given) {
  const again = (heads: tf.Tensor4D, W: tf.Tensor2D, b: tf.Tensor1D) => {
    const [B, H, S, dHead] = heads.shape
    const projected = tf.reshape(linear(merged(heads), W, b), [B, S, H, dHead])
    return tf.transpose<tf.Tensor4D>(projected as tf.Tensor4D, [0, 2, 1, 3])
  }
  return step(given, {
    entry: (all, layer, { wk, bk, wv, bv }) => ({
      keys: again(all[layer]!.keys, wk, bk),
      values: again(all[layer]!.values, wv, bv),
    }),
  })
}

export function keysAsValues(...given: Given) {
  return step(given, {
    entry: (all, layer) => ({ keys: all[layer]!.keys, values: all[layer]!.keys }),
  })
}

export function lastTokenDropped(...given: Given) {
  return step(given, { sees: (t, s, past) => s <= past + t && s !== past - 1 })
}

export function scaledByModelWidth(...given: Given) {
  return step(given, { scale: (dHead, nHeads) => Math.sqrt(dHead * nHeads) })
}

export function withoutScale(...given: Given) {
  return step(given, { scale: () => 1 })
}

export function notAdded(...given: Given) {
  return step(given, { add: (_y, attended) => attended })
}

export const misconceptions = [
  {
    id: 'KV1',
    name: 'positionsFromZero',
    sameAs: 'a step that counts the positions of its new tokens from 0',
    hints: [
      'Does your step give the right output as long as nothing is cached?',
      'Seven tokens are in the cache, and one more comes. At which position does it stand?',
      'The first new token stands at position past, the number of tokens in the cache.',
    ],
    solution: positionsFromZero,
  },
  {
    id: 'KV2',
    name: 'onePositionForAll',
    sameAs: 'a step that gives all its new tokens the same position',
    hints: [
      'Does a call with a single new token come out right?',
      'How many rows of positions do you read when three tokens arrive?',
      'New token t stands at position past + t.',
    ],
    solution: onePositionForAll,
  },
  {
    id: 'KV3',
    name: 'positionsOneLate',
    sameAs: 'a step whose positions are one too high',
    hints: [
      'Nothing is cached and one token comes: which row of positions does it get?',
      'Positions count from 0, so the position of a token is the number of tokens before it.',
    ],
    solution: positionsOneLate,
  },
  {
    id: 'KV4',
    name: 'positionsInEveryLayer',
    sameAs: 'a step that adds the positions again in every layer',
    hints: [
      'Does a model of one layer come out right?',
      'How often does the formula add positions?',
      'They are added once, before the first layer.',
    ],
    solution: positionsInEveryLayer,
  },
  {
    id: 'KV5',
    name: 'squareMask',
    sameAs: 'a causal mask that counts new token t as token t of all',
    hints: [
      'Suppose that five tokens are cached and two new ones come. Which of the seven does the first new one see in your code?',
      'The rows of the mask are the new tokens, its columns all tokens. Which column is a new token’s own?',
      'Row t belongs to position past + t: it sees columns 0 to past + t.',
    ],
    solution: squareMask,
  },
  {
    id: 'KV6',
    name: 'noMask',
    sameAs: 'a step without a causal mask',
    hints: [
      'Does a call with one new token come out right? And one with three?',
      'Of three new tokens, what may the first see of the other two?',
      'Among the new tokens attention is causal, as in a run over everything.',
    ],
    solution: noMask,
  },
  {
    id: 'KV7',
    name: 'oneTokenTooFar',
    sameAs: 'a causal mask that lets every new token see the next one',
    hints: [
      'Edit the last of three new tokens. Which outputs change?',
      'New token t is token past + t of all, and sees no later one: s ≤ past + t.',
    ],
    solution: oneTokenTooFar,
  },
  {
    id: 'KV8',
    name: 'onlyThePast',
    sameAs: 'a causal mask that hides a new token from itself',
    hints: [
      'Which is the last key that a new token may see?',
      'Its own key is in the list by the time it looks: s ≤ past + t, with the equal sign.',
    ],
    solution: onlyThePast,
  },
  {
    id: 'KV9',
    name: 'cacheNotRead',
    sameAs: 'a step in which new tokens attend to each other only',
    hints: [
      'Change a cached key. Does your output change?',
      'You return a cache that grew. What do the scores use?',
      'Join cached and new keys and values first; then attend to all of them.',
    ],
    solution: cacheNotRead,
  },
  {
    id: 'KV10',
    name: 'cacheReplaced',
    sameAs: 'a step that returns keys and values of the new tokens alone',
    hints: [
      'How many tokens are in the cache after a call with two new ones?',
      'What will the call after this one know about the prompt?',
      'The new cache holds the old tokens and the new ones, past + T of them.',
    ],
    solution: cacheReplaced,
  },
  {
    id: 'KV11',
    name: 'newTokensFirst',
    sameAs: 'a step that puts new tokens before the old ones in the cache it returns',
    hints: [
      'Whose key stands first in the cache that you return?',
      'The next call tells by the place which token is which.',
      'Oldest first: the new tokens go to the end.',
    ],
    solution: newTokensFirst,
  },
  {
    id: 'KV12',
    name: 'firstLayerForAll',
    sameAs: 'a step in which every layer reads the cache of layer 0',
    hints: [
      'Does a model of one layer come out right?',
      'Which entry of the cache does layer 1 read?',
      'Every layer makes keys and values of its own, and keeps its own.',
    ],
    solution: firstLayerForAll,
  },
  {
    id: 'KV13',
    name: 'lastLayerForAll',
    sameAs: 'a step in which every layer reads the cache of the last layer',
    hints: [
      'Does a model of one layer come out right?',
      'Which entry of the cache does layer 0 read?',
      'Entry l belongs to layer l; the layers share nothing.',
    ],
    solution: lastLayerForAll,
  },
  {
    id: 'KV14',
    name: 'cacheOfFirstItem',
    sameAs: 'a step in which every item reads the cache of item 0',
    hints: [
      'Does a batch of one come out right?',
      'Item 1 wrote another text than item 0. Whose keys does it see?',
      'The first axis of the cache counts the items, like that of x.',
    ],
    solution: cacheOfFirstItem,
  },
  {
    id: 'KV15',
    name: 'projectedAgain',
    sameAs: 'a step that projects what is cached once more',
    hints: [
      'Compare the first tokens of the cache you return with those of the cache you got.',
      'What is in the cache: tokens, or keys and values?',
      'Cached keys and values are finished. Only the new tokens are projected.',
    ],
    solution: projectedAgain,
  },
  {
    id: 'KV16',
    name: 'keysAsValues',
    sameAs: 'a step that reads the cached keys as values, too',
    hints: [
      'Change a cached value. Does your output change?',
      'Two tensors are cached for each layer. Which one do the weights multiply?',
      'Old values come from cache[l].values, old keys from cache[l].keys.',
    ],
    solution: keysAsValues,
  },
  {
    id: 'KV17',
    name: 'lastTokenDropped',
    sameAs: 'a step that does not see the newest cached token',
    hints: [
      'Which cached token does your first new token not see?',
      'Does your mask run from 0 to past - 1 or to past - 2 among the cached ones?',
      'All cached tokens are in the past of all new ones: every one of them is visible.',
    ],
    solution: lastTokenDropped,
  },
  {
    id: 'KV18',
    name: 'scaledByModelWidth',
    sameAs: 'a step with scores divided by √dModel instead of √dHead',
    hints: [
      'Does a model with one head come out right?',
      'How many products does one score add up, inside one head?',
      'The scores of a head are divided by √dHead.',
    ],
    solution: scaledByModelWidth,
  },
  {
    id: 'KV19',
    name: 'withoutScale',
    sameAs: 'a step with scores that are not divided by √dHead',
    hints: [
      'What stands between q · k and the softmax in the formula?',
      'Divide the scores by √dHead.',
    ],
    solution: withoutScale,
  },
  {
    id: 'KV20',
    name: 'notAdded',
    sameAs: 'layers whose result replaces the stream instead of being added to it',
    hints: [
      'With wo and bo all zeros, what should come out of a layer?',
      'A layer returns y + attention(y).',
    ],
    solution: notAdded,
  },
] satisfies readonly Misconception[]
