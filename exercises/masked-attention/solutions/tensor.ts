import * as tf from '@tensorflow/tfjs-core'

/** Attention with padding and causal masks: what is added to the scores is 0 or -Infinity. */
export function maskedAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: number | null,
): tf.Tensor {
  const [B, T, dHead] = q.shape
  const S = k.shape[1]
  const s = tf.range(0, S) // [S]
  const t = tf.reshape(tf.range(0, T), [1, T, 1])
  const padding = tf.greaterEqual(s, tf.reshape(lengths, [B, 1, 1])) // [B, 1, S]
  const future = tf.greater(s, tf.add(t, offset ?? S)) // [1, T, S]
  const hidden = tf.logicalOr(padding, future) // [B, T, S]

  const bias = tf.where(hidden, tf.fill(hidden.shape, -Infinity), tf.zeros(hidden.shape))
  const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(dHead)), bias) // [B, T, S]
  const isEmpty = tf.all(hidden, 2, true) // [B, T, 1]
  const weights = tf.softmax(tf.where(isEmpty, 0, scores)) // [B, T, S]
  return tf.where(isEmpty, 0, tf.matMul(weights, v)) // [B, T, dV]
}
