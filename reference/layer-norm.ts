import * as tf from '@tensorflow/tfjs-core'

/**
 * Layer normalisation over the features of each token (Ba, Kiros and Hinton 2016, section 3). The
 * variance divides by C and is taken about the mean, in two passes: E[x²] - E[x]² loses all digits of
 * float32 where the mean is large.
 */
export function layerNorm(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  const mean = tf.mean(x, -1, true) //                                 [B, T, C] -> [B, T, 1]
  const centred = tf.sub(x, mean) //                                   [B, T, C]
  const variance = tf.mean(tf.square(centred), -1, true) //            [B, T, 1]
  const normalised = tf.div(centred, tf.sqrt(tf.add(variance, epsilon))) // [B, T, C]
  return tf.add(tf.mul(normalised, gamma), beta) //                    [B, T, C] x [C] + [C]
}
