import * as tf from '@tensorflow/tfjs-core'

/**
 * Grouped-query attention (Ainslie et al. 2023, section 2.2): H heads of queries share G heads of keys
 * and values.
 *
 *     head_h = softmax(Q_h K_gᵀ / √dHead) V_g          g = floor(h / (H / G))
 *
 * @param q     queries, float32 [B, H, T, dHead]
 * @param k     keys, float32 [B, G, S, dHead]; G divides H
 * @param v     values, float32 [B, G, S, dV]
 * @param mask  bool [T, S], the same for every item and head: true where query t may attend to key s.
 *              Every query may attend to at least one key. null: every query sees every key.
 * @returns     float32 [B, H, T, dV]
 */
export function groupedQueryAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  throw new Error('not implemented')
}
