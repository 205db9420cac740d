import * as tf from '@tensorflow/tfjs-core'

/** Grouped-query attention: every head of keys and values is copied for the heads of its group. */
export function groupedQueryAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const [, H, , dHead] = q.shape
  const perGroup = H / k.shape[1]
  const groups = tf.tensor1d(
    Array.from({ length: H }, (_, h) => Math.floor(h / perGroup)),
    'int32',
  ) // [H]
  const keys = tf.gather(k, groups, 1) // [B, H, S, dHead]
  const values = tf.gather(v, groups, 1) // [B, H, S, dV]
  const scores = tf.mul(tf.matMul(q, keys, false, true), 1 / Math.sqrt(dHead)) // [B, H, T, S]
  const visible = mask ? tf.where(mask, scores, -Infinity) : scores // [B, H, T, S]
  return tf.matMul(tf.softmax(visible), values) // [B, H, T, dV]
}
