import * as tf from '@tensorflow/tfjs-core'

interface Masks {
  /** bool [T, S]: true where key s is not in the future of query t, so s <= t + offset */
  causal: tf.Tensor
  /** bool [B, S]: true where key s of item b is a token, so s < lengths[b] */
  padding: tf.Tensor
  /** bool [B, T, S]: true where both allow it */
  visible: tf.Tensor
  /** float32 [B * nHeads, T, S]: 0 where visible, -Infinity elsewhere; head h of item b is row b * nHeads + h */
  bias: tf.Tensor
}

/**
 * The masks of attention (Vaswani et al. 2017, section 3.2.3). In all of them true means "may attend".
 *
 * @param lengths  how many of its S keys item b really has, int32 [B]; the rest is padding. May be 0.
 * @param T        how many queries
 * @param S        how many keys
 * @param offset   query t stands at position t + offset among the keys; may be negative
 * @param nHeads   how many heads attention has
 */
export function attentionMasks(
  lengths: tf.Tensor1D,
  T: number,
  S: number,
  offset: number,
  nHeads: number,
): Masks {
  throw new Error('not implemented')
}
