import * as tf from '@tensorflow/tfjs-core'

/**
 * Who may attend to whom: query t, at position t + offset, sees key s of item b where s <= t + offset
 * and s < lengths[b] (Vaswani et al. 2017, section 3.2.3). The bias is what attention adds to its scores.
 */
export function attentionMasks(
  lengths: tf.Tensor1D,
  T: number,
  S: number,
  offset: number,
  nHeads: number,
) {
  const B = lengths.shape[0]
  const s = tf.range(0, S, 1, 'int32') //                                   [S]
  const t = tf.expandDims(tf.range(offset, offset + T, 1, 'int32'), 1) //   [T, 1]
  const causal = tf.lessEqual(s, t) //                                      [S] and [T, 1] -> [T, S]
  const padding = tf.less(s, tf.expandDims(lengths, 1)) //                  [S] and [B, 1] -> [B, S]
  const visible = tf.logicalAnd(tf.expandDims(padding, 1), causal) //       [B, 1, S] and [T, S] -> [B, T, S]

  const bias = tf.where(visible, 0, -Infinity) //                           [B, T, S]
  const heads = tf.tile(tf.expandDims(bias, 1), [1, nHeads, 1, 1]) //       [B, H, T, S], copies side by side
  return { causal, padding, visible, bias: tf.reshape(heads, [B * nHeads, T, S]) } // [B·H, T, S]
}
