import * as tf from '@tensorflow/tfjs-core'

/**
 * Attention whose H query heads share G heads of keys and values: H / G neighbours read the same one
 * (Ainslie et al. 2023, section 2.2). With G = H it is multi-head, with G = 1 multi-query attention.
 */
export function groupedQueryAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const [B, H, T, dHead] = q.shape
  const [, G, S, dV] = v.shape
  const perGroup = H / G
  // The queries of a group stand one below the other and share its keys, which are never copied.
  const queries = tf.reshape(q, [B, G, perGroup * T, dHead]) //                         [B, G, H/G·T, dHead]
  const scores = tf.div(tf.matMul(queries, k, false, true), Math.sqrt(dHead)) //        [B, G, H/G·T, S]
  const heads = tf.reshape(scores, [B, H, T, S])
  const weights = tf.softmax(mask ? tf.where(mask, heads, -Infinity) : heads) //        [B, H, T, S]
  const output = tf.matMul(tf.reshape(weights, [B, G, perGroup * T, S]), v) //          [B, G, H/G·T, dV]
  return tf.reshape(output, [B, H, T, dV])
}
