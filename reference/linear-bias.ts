import * as tf from '@tensorflow/tfjs-core'

/**
 * The weights of causal attention with linear biases (ALiBi, Press et al. 2021, section 3): each place of
 * distance takes slope 2^(-8(h + 1) / H) from the score of head h.
 */
export function linearBias(q: tf.Tensor3D, k: tf.Tensor3D): tf.Tensor {
  const [H, T, dHead] = q.shape
  const S = k.shape[1]
  const t = tf.expandDims(tf.range(S - T, S), 1) //                    [T, 1], positions of the queries
  const distance = tf.sub(t, tf.range(0, S)) //                        [T, 1] and [S] -> [T, S], below 0 in the future
  const slopes = Array.from({ length: H }, (_, h) => 2 ** ((-8 * (h + 1)) / H))
  const bias = tf.mul(distance, tf.tensor(slopes, [H, 1, 1])) //       [T, S] and [H, 1, 1] -> [H, T, S]

  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [H, T, S]
  const visible = tf.where(tf.greaterEqual(distance, 0), tf.sub(scores, bias), -Infinity) // [H, T, S]
  return tf.softmax(visible) //                                        [H, T, S]
}
