import * as tf from '@tensorflow/tfjs-core'
import { attention } from './attention.ts'

/**
 * Attention in a window, with global tokens and a few links of each token's own (Zaheer et al. 2020,
 * section 2). Token t sees token s where |t - s| <= width, or t or s is global, or s is in links[t].
 */
export function localAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  width: number,
  globals: tf.Tensor1D,
  links: tf.Tensor2D,
  causal: boolean,
) {
  const T = q.shape[1]
  const s = tf.range(0, T, 1, 'int32') //                                             [T]
  const t = tf.expandDims(s, 1) //                                                    [T, 1]
  const near = tf.lessEqual(tf.abs(tf.sub(t, s)), width) //                           [T, T]
  const star = tf.logicalOr(tf.expandDims(globals, 1), globals) //                    [T, 1] and [T] -> [T, T]
  const linked = tf.any(tf.equal(tf.expandDims(links, 2), s), 1) //                   [T, R, T] -> [T, T]
  const sparse = tf.logicalOr(tf.logicalOr(near, star), linked) //                    [T, T]
  const mask = causal ? tf.logicalAnd(sparse, tf.lessEqual(s, t)) : sparse //         [T, T]
  return { mask, output: attention(q, k, v, mask as tf.Tensor2D) } //                 [B, T, dV]
}
