import * as tf from '@tensorflow/tfjs-core'

/** The loss of a language model with tensor operations. */
export function nextTokenLoss(logits: tf.Tensor3D, ids: tf.Tensor2D, lengths: tf.Tensor1D): number {
  const [B, T, V] = logits.shape
  const logShares = tf.logSoftmax(tf.slice(logits, [0, 0, 0], [B, T - 1, V])) // [B, T - 1, V]
  const next = tf.oneHot(tf.slice(ids, [0, 1], [B, T - 1]), V) // [B, T - 1, V]
  const losses = tf.neg(tf.sum(tf.mul(logShares, next), 2)) // [B, T - 1]
  const lastPlaces = tf.expandDims(tf.sub(lengths, 1), 1) // [B, 1]
  const counts = tf.less(tf.range(0, T - 1, 1, 'int32'), lastPlaces) // [B, T - 1]
  const predictions = tf.sum(tf.cast(counts, 'float32')).dataSync()[0]!
  const total = tf.sum(tf.where(counts, losses, tf.zerosLike(losses))).dataSync()[0]!
  return total / Math.max(1, predictions)
}
