import * as tf from '@tensorflow/tfjs-core'

export function sinusoidalPositions(T: number, dModel: number): tf.Tensor {
  const half = dModel / 2
  const exponents = tf.div(tf.range(0, half), half) // [half], 2i / dModel
  const frequencies = tf.pow(10000, tf.neg(exponents)) // [half]
  const positions = tf.reshape(tf.range(0, T), [T, 1]) // [T, 1]
  const angles = tf.mul(positions, frequencies) // [T, half]
  const pairs = tf.stack([tf.sin(angles), tf.cos(angles)], 2) // [T, half, 2]
  return tf.reshape(pairs, [T, dModel]) // [T, dModel]
}
