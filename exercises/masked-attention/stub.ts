import * as tf from '@tensorflow/tfjs-core'

/**
 * Scaled dot-product attention with a padding mask and a causal mask (Vaswani et al. 2017,
 * sections 3.2.1 and 3.2.3). Query t of item b may attend to key s where both hold:
 *
 *     s < lengths[b]       the key is a token, not padding
 *     s <= t + offset      the key is not in the future (only when offset is not null)
 *
 * A query that may attend to no key gives a row of zeros.
 *
 * @param q        queries, float32 [B, T, dHead]
 * @param k        keys, float32 [B, S, dHead]
 * @param v        values, float32 [B, S, dV]
 * @param lengths  how many of its S keys item b really has, int32 [B]; the rest is padding. May be 0.
 * @param offset   the position of query 0 among the keys; may be negative. null: no causal mask.
 * @returns        float32 [B, T, dV]
 */
export function maskedAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: number | null,
): tf.Tensor {
  throw new Error('not implemented')
}
