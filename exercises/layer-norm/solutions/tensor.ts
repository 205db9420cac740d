import * as tf from '@tensorflow/tfjs-core'

/** Layer normalisation with tf.moments, whose variance divides by the number of elements. */
export function layerNorm(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [B, T, 1] each
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon))) // [B, T, C]
  return tf.add(tf.mul(tf.sub(x, mean), scale), beta) // [B, T, C]
}
