import * as tf from '@tensorflow/tfjs-core'

/**
 * Attention with padding and causal masks. Query t may attend to key s of item b where
 * s < lengths[b], and s <= t + offset unless offset is null. A query without any key gives zeros.
 */
export function maskedAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: number | null,
): tf.Tensor {
  const [B, T, dHead] = q.shape
  const S = k.shape[1]
  const mask = tf.logicalAnd(isReal(lengths, B, S), isPast(T, S, offset)) // [B, 1, S] and [T, S] -> [B, T, S]

  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) //   [B, T, S]
  const visible = tf.where(mask, scores, -Infinity) //                       [B, T, S]
  const highest = tf.max(visible, -1, true) //                               [B, T, 1], -Infinity in empty rows
  // Choosing, not multiplying: the exponential of an empty row is NaN here.
  const exponentials = tf.where(mask, tf.exp(tf.sub(visible, highest)), 0) // [B, T, S]
  const sums = tf.sum(exponentials, -1, true) //                             [B, T, 1], at least 1, or 0 in empty rows
  const weights = tf.divNoNan(exponentials, sums) //                         [B, T, S], zeros in empty rows
  return tf.matMul(weights, v) //                                            [B, T, S] x [B, S, dV] -> [B, T, dV]
}

/** Padding: [B, 1, S], true where key s of item b is a token of the sequence. */
function isReal(lengths: tf.Tensor1D, B: number, S: number): tf.Tensor {
  const s = tf.range(0, S, 1, 'int32') //                       [S]
  return tf.less(s, tf.reshape(lengths, [B, 1, 1])) //          [S] and [B, 1, 1] -> [B, 1, S]
}

/** Causality: [T, S], true where key s is not later than query t, which stands at position t + offset. */
function isPast(T: number, S: number, offset: number | null): tf.Tensor {
  if (offset === null) return tf.ones([T, S], 'bool')
  const t = tf.expandDims(tf.range(offset, offset + T, 1, 'int32'), 1) // [T, 1]
  return tf.lessEqual(tf.range(0, S, 1, 'int32'), t) //                   [S] and [T, 1] -> [T, S]
}
