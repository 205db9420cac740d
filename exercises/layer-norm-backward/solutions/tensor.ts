import * as tf from '@tensorflow/tfjs-core'

/** The backward pass of layer normalisation, step by step through variance and mean. */
export function layerNormBackward(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  epsilon: number,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dgamma: tf.Tensor; dbeta: tf.Tensor } {
  const C = x.shape[2]
  const { mean, variance } = tf.moments(x, -1, true) // [B, T, 1] each
  const centred = tf.sub(x, mean) // [B, T, C]
  const scale = tf.rsqrt(tf.add(variance, epsilon)) // [B, T, 1]
  const slope = tf.mul(dy, gamma) // [B, T, C]
  const dScale = tf.sum(tf.mul(slope, centred), -1, true) // [B, T, 1]
  const dVariance = tf.mul(dScale, tf.mul(-0.5, tf.pow(scale, 3))) // [B, T, 1]
  const dCentred = tf.add(tf.mul(slope, scale), tf.mul(centred, tf.mul(2 / C, dVariance))) // [B, T, C]
  const dx = tf.sub(dCentred, tf.mean(dCentred, -1, true)) // [B, T, C]
  const dgamma = tf.sum(tf.mul(dy, tf.mul(centred, scale)), [0, 1]) // [C]
  return { dx, dgamma, dbeta: tf.sum(dy, [0, 1]) }
}
