import * as tf from '@tensorflow/tfjs-core'

/**
 * Sparse attention (Zaheer et al. 2020, section 2). Token t may attend to token s where one of these
 * holds, and, if causal, s <= t as well:
 *
 *     |t - s| <= width             s is in the window of t
 *     globals[t] or globals[s]     one of the two is global
 *     s is one of links[t]         a link of t's own
 *
 * @param q        queries, float32 [B, T, dHead]
 * @param k        keys, float32 [B, T, dHead]
 * @param v        values, float32 [B, T, dV]
 * @param width    how many tokens the window reaches to each side, 0 or more
 * @param globals  bool [T], true where a token is global
 * @param links    int32 [T, R], for each token the R tokens to which it is linked
 * @param causal   whether tokens may only attend to themselves and to earlier ones
 * @returns        mask: bool [T, T], true where token t may attend to token s;
 *                 output: float32 [B, T, dV], softmax(q kᵀ / √dHead) v under this mask
 */
export function localAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  width: number,
  globals: tf.Tensor1D,
  links: tf.Tensor2D,
  causal: boolean,
): { mask: tf.Tensor; output: tf.Tensor } {
  throw new Error('not implemented')
}
