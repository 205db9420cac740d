import * as tf from '@tensorflow/tfjs-core'

/** Attention over mixtures of keys and values; each item has mixing matrices without its padding. */
export function linformer(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  e: tf.Tensor2D,
  f: tf.Tensor2D,
  lengths: tf.Tensor1D,
): tf.Tensor {
  const [B, S, dHead] = k.shape
  const real = tf.cast(tf.less(tf.range(0, S), tf.reshape(lengths, [B, 1, 1])), 'float32') // [B, 1, S]
  const keys = tf.matMul(tf.mul(e, real), k) // [B, M, S] x [B, S, dHead] -> [B, M, dHead]
  const values = tf.matMul(tf.mul(f, real), v) // [B, M, S] x [B, S, dV] -> [B, M, dV]
  const scores = tf.div(tf.matMul(q, keys, false, true), Math.sqrt(dHead)) // [B, T, M]
  return tf.matMul(tf.softmax(scores), values) // [B, T, dV]
}
