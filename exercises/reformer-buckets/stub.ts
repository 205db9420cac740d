import * as tf from '@tensorflow/tfjs-core'

/**
 * Attention inside buckets (Kitaev et al. 2020, section 2). Queries and keys are the same vectors.
 *
 *     bucket_t = argmax [x_t R; -x_t R]                     n buckets, n / 2 columns in R
 *     score_ts = x_t · (x_s / ‖x_s‖) / √dHead
 *
 * Token t may attend to token s where both are in one bucket, s is not t, and, if causal, s < t.
 * A token that may attend to no other attends to itself.
 *
 * @param x       queries, and keys before they get length 1, float32 [B, T, dHead]; no row is 0
 * @param v       values, float32 [B, T, dV]
 * @param r       random directions, float32 [dHead, n / 2]
 * @param causal  whether later tokens are hidden
 * @returns       buckets: int32 [B, T], each 0 to n - 1; output: float32 [B, T, dV]
 */
export function reformerBuckets(
  x: tf.Tensor3D,
  v: tf.Tensor3D,
  r: tf.Tensor2D,
  causal: boolean,
): { buckets: tf.Tensor; output: tf.Tensor } {
  throw new Error('not implemented')
}
