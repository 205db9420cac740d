import * as tf from '@tensorflow/tfjs-core'

/** Cross-entropy with tensor operations: only the kept rows are gathered. */
export function crossEntropy(logits: number[][], targets: number[], ignore: number): number {
  const rows = logits.filter((_, n) => targets[n] !== ignore)
  const classes = targets.filter((target) => target !== ignore)
  if (rows.length === 0) return 0
  const scores = tf.tensor2d(rows) // [K, V]
  const shifted = tf.sub(scores, tf.max(scores, 1, true)) // [K, V]
  const logSums = tf.log(tf.sum(tf.exp(shifted), 1)) // [K]
  const right = tf.oneHot(tf.tensor1d(classes, 'int32'), rows[0]!.length) // [K, V]
  const losses = tf.sub(logSums, tf.sum(tf.mul(shifted, right), 1)) // [K]
  return tf.mean(losses).dataSync()[0]!
}
