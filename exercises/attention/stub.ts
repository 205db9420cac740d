import * as tf from '@tensorflow/tfjs-core'

/**
 * Scaled dot-product attention (Vaswani et al. 2017, section 3.2.1):
 *
 *     attention(Q, K, V) = softmax(Q Kᵀ / √dHead) V
 *
 * @param q     queries, float32 [B, T, dHead]
 * @param k     keys, float32 [B, S, dHead]
 * @param v     values, float32 [B, S, dV]
 * @param mask  bool [T, S], the same for every item of the batch: true where query t may attend to
 *              key s. Every query may attend to at least one key. null: every query sees every key.
 * @returns     float32 [B, T, dV]
 */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  throw new Error('not implemented')
}
