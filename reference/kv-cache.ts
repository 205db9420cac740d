import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'
import type { AttentionWeights } from './multi-head-attention.ts'

/** What one layer has seen: keys and values, [B, H, S, dHead]. */
export interface LayerCache {
  readonly keys: tf.Tensor4D
  readonly values: tf.Tensor4D
}

export interface KvModel {
  readonly positions: tf.Tensor2D
  readonly layers: readonly AttentionWeights[]
}

/**
 * New tokens through layers of causal attention, whose keys and values of earlier tokens are in the
 * cache (Shazeer 2019, section 2.4). The result is what these tokens would get in a run over all of them.
 */
export function kvStep(
  x: tf.Tensor3D,
  cache: readonly LayerCache[] | null,
  { positions, layers }: KvModel,
  nHeads: number,
) {
  const [B, T, dModel] = x.shape
  const past = cache?.[0]?.keys.shape[2] ?? 0
  const seen = tf.range(0, past + T, 1, 'int32') //                                     [S], S = past + T
  const own = tf.expandDims(tf.range(past, past + T, 1, 'int32'), 1) //                 [T, 1]
  const mask = tf.lessEqual(seen, own) //                                               [T, S]
  const split = (z: tf.Tensor) =>
    tf.transpose(tf.reshape(z, [B, T, nHeads, dModel / nHeads]), [0, 2, 1, 3]) //       [B, H, T, dHead]

  let y: tf.Tensor = tf.add(x, tf.slice(positions, [past, 0], [T, dModel])) //          [B, T, dModel]
  const grown = layers.map(({ wq, bq, wk, bk, wv, bv, wo, bo }, layer) => {
    const before = cache?.[layer]
    const [k, v] = [split(linear(y, wk, bk)), split(linear(y, wv, bv))] //              [B, H, T, dHead]
    const keys = before ? tf.concat([before.keys, k], 2) : k //                         [B, H, S, dHead]
    const values = before ? tf.concat([before.values, v], 2) : v //                     [B, H, S, dHead]
    const scores = tf.matMul(split(linear(y, wq, bq)), keys, false, true) //            [B, H, T, S]
    const visible = tf.where(mask, tf.div(scores, Math.sqrt(dModel / nHeads)), -Infinity)
    const heads = tf.transpose(tf.matMul(tf.softmax(visible), values), [0, 2, 1, 3]) // [B, T, H, dHead]
    y = tf.add(y, linear(tf.reshape(heads, [B, T, dModel]), wo, bo)) //                 [B, T, dModel]
    return { keys, values }
  })
  return { output: y, cache: grown }
}
