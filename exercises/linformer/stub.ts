import * as tf from '@tensorflow/tfjs-core'

/**
 * Linear attention of the Linformer (Wang et al. 2020, section 4): S keys and values are mixed into M.
 *
 *     output = softmax(Q (E K)ᵀ / √dHead) (F V)
 *
 * Padding is set to 0 in keys and values before they are mixed.
 *
 * @param q        queries, float32 [B, T, dHead]
 * @param k        keys, float32 [B, S, dHead]
 * @param v        values, float32 [B, S, dV]
 * @param e        what mixes the keys, float32 [M, S]
 * @param f        what mixes the values, float32 [M, S]
 * @param lengths  how many of its S keys item b really has, int32 [B], 1 to S; the rest is padding
 * @returns        float32 [B, T, dV]
 */
export function linformer(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  e: tf.Tensor2D,
  f: tf.Tensor2D,
  lengths: tf.Tensor1D,
): tf.Tensor {
  throw new Error('not implemented')
}
