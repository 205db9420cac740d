import * as tf from '@tensorflow/tfjs-core'

/** Softmax of each row with tensor operations, in float32. */
export function softmax(scores: number[][]): number[][] {
  const x = tf.tensor2d(scores) // [T, S]
  const shifted = tf.sub(x, tf.max(x, 1, true)) // [T, S]
  const exponentials = tf.exp(shifted) // [T, S]
  const weights: tf.Tensor2D = tf.div(exponentials, tf.sum(exponentials, 1, true)) // [T, S]
  return weights.arraySync()
}
