import * as tf from '@tensorflow/tfjs-core'

/**
 * Scaled dot-product attention: softmax(Q Kᵀ / √dHead) V (Vaswani et al. 2017, section 3.2.1).
 * Where `mask` is false the score becomes -Infinity, so that its weight is exactly 0.
 */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const dHead = q.shape[2]
  const products = tf.matMul(q, k, false, true) //                    [B, T, dHead] x [B, dHead, S] -> [B, T, S]
  const scores = tf.div(products, Math.sqrt(dHead)) //                [B, T, S]
  const visible = mask ? tf.where(mask, scores, -Infinity) : scores // [B, T, S]
  const highest = tf.max(visible, -1, true) //                        [B, T, 1]
  const exponentials = tf.exp(tf.sub(visible, highest)) //            [B, T, S], at most 1
  const sums = tf.sum(exponentials, -1, true) //                      [B, T, 1], at least 1
  const weights = tf.div(exponentials, sums) //                       [B, T, S], each row sums to 1
  return tf.matMul(weights, v) //                                     [B, T, S] x [B, S, dV] -> [B, T, dV]
}
