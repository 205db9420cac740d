import * as tf from '@tensorflow/tfjs-core'

/** Scaled dot-product attention with tensor operations; the queries are scaled before the product. */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const dHead = k.shape[2]
  const scores = tf.matMul(tf.mul(q, 1 / Math.sqrt(dHead)), tf.transpose(k, [0, 2, 1])) // [B, T, S]
  const hidden = mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores // [B, T, S]
  return tf.matMul(tf.softmax(hidden), v) // [B, T, dV]
}
