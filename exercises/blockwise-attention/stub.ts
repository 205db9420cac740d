import * as tf from '@tensorflow/tfjs-core'

/**
 * Exact attention, block by block (Milakov and Gimelshein 2018, section 3; Dao et al. 2022, section 3.1).
 * Keys and values come in N = ceil(S / blockSize) blocks, of which the last may be shorter. After each:
 *
 *     m' = max(m, highest score of the block)
 *     l' = l · exp(m - m') + Σ exp(score - m')                m = -∞, l = 0, o = 0 at the start
 *     o' = o · exp(m - m') + Σ exp(score - m') v
 *
 * and after the last, output = o / l. Every query has an m, an l and an o of its own.
 *
 * @param q          queries, float32 [B, T, dHead]
 * @param k          keys, float32 [B, S, dHead]
 * @param v          values, float32 [B, S, dV]
 * @param blockSize  how many keys are read at a time; may be more than S
 * @returns          maxima and sums: float32 [B, T, N], m and l after each block;
 *                   output: float32 [B, T, dV], softmax(q kᵀ / √dHead) v
 */
export function blockwiseAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  blockSize: number,
): { maxima: tf.Tensor; sums: tf.Tensor; output: tf.Tensor } {
  throw new Error('not implemented')
}
