import * as tf from '@tensorflow/tfjs-core'

/**
 * Softmax of each row: exp(x) / Σ exp(x), with the row's maximum subtracted first (Goodfellow,
 * Bengio and Courville 2016, section 4.1). A score of -Infinity gets a weight of exactly 0.
 */
export function softmax(scores: tf.Tensor2D): tf.Tensor {
  const highest = tf.max(scores, -1, true) //                 [T, S] -> [T, 1]
  const exponentials = tf.exp(tf.sub(scores, highest)) //     [T, S], at most 1
  const sums = tf.sum(exponentials, -1, true) //              [T, 1], at least 1
  return tf.div(exponentials, sums) //                        [T, S], each row sums to 1
}
