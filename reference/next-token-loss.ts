import * as tf from '@tensorflow/tfjs-core'

/**
 * The loss of a language model: the mean cross-entropy of every real token but the first of its text,
 * given the logits of the position before it; 0 when there is none (Radford et al. 2018, equation 1).
 */
export function nextTokenLoss(logits: tf.Tensor3D, ids: tf.Tensor2D, lengths: tf.Tensor1D) {
  const [B, T, V] = logits.shape
  const given = tf.slice(logits, [0, 0, 0], [B, T - 1, V]) //               [B, T - 1, V], all but the last position
  const next = tf.expandDims(tf.slice(ids, [0, 1], [B, T - 1]), 2) //       [B, T - 1, 1], all but the first token
  const places = tf.range(1, T, 1, 'int32') //                              [T - 1], where each next token stands
  const counts = tf.less(places, tf.reshape(lengths, [B, 1])) //            [B, T - 1], true where it is real
  const shifted = tf.sub(given, tf.max(given, 2, true)) //                  [B, T - 1, V], at most 0
  const right = tf.equal(next, tf.range(0, V, 1, 'int32')) //               [B, T - 1, V], one true per row
  const chosen = tf.sum(tf.where(right, shifted, 0), 2) //                  [B, T - 1]
  const losses = tf.sub(tf.log(tf.sum(tf.exp(shifted), 2)), chosen) //      [B, T - 1]
  const count = tf.sum(tf.cast(counts, 'float32')) //                       []
  return tf.div(tf.sum(tf.where(counts, losses, 0)), tf.maximum(count, 1)) // []
}
