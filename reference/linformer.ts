import * as tf from '@tensorflow/tfjs-core'
import { attention } from './attention.ts'

/** Attention over K mixtures of the S keys and values: softmax(Q (E K)ᵀ / √dHead) (F V) (Wang et al. 2020, section 4). */
export function linformer(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  e: tf.Tensor2D,
  f: tf.Tensor2D,
  lengths: tf.Tensor1D,
): tf.Tensor {
  const [B, S] = k.shape
  const s = tf.expandDims(tf.range(0, S, 1, 'int32'), 1) //          [S, 1]
  const real = tf.less(s, tf.reshape(lengths, [B, 1, 1])) //         [B, S, 1]
  const keys = mixed(e, tf.where(real, k, 0)) //                     [B, K, dHead]
  const values = mixed(f, tf.where(real, v, 0)) //                   [B, K, dV]
  return attention(q, keys, values, null) //                         [B, T, dV]
}

/** Every item times `weights` from the left: [K, S] and [B, S, C] -> [B, K, C]. */
function mixed(weights: tf.Tensor2D, tokens: tf.Tensor): tf.Tensor3D {
  const [B, S, C] = tokens.shape as [number, number, number]
  const K = weights.shape[0]
  const side = tf.reshape(tf.transpose(tokens, [1, 0, 2]), [S, B * C]) // [S, B·C]
  const mixtures = tf.reshape<tf.Rank.R3>(tf.matMul(weights, side), [K, B, C]) // [K, B, C]
  return tf.transpose(mixtures, [1, 0, 2])
}
