import * as tf from '@tensorflow/tfjs-core'

/** Attention weights with linear biases: one tensor [H, T, S] is added to the scores, future included. */
export function linearBias(q: tf.Tensor3D, k: tf.Tensor3D): tf.Tensor {
  const [H, T, dHead] = q.shape
  const S = k.shape[1]
  const slopes = tf.reshape(tf.pow(2, tf.mul(tf.range(1, H + 1), -8 / H)), [H, 1, 1]) // [H, 1, 1]
  const positions = tf.reshape(tf.add(tf.range(0, T), S - T), [T, 1]) // [T, 1]
  const relative = tf.sub(tf.range(0, S), positions) // [T, S], s - p
  const future = tf.greater(relative, 0) // [T, S]
  const bias = tf.where(future, tf.fill([H, T, S], -Infinity), tf.mul(slopes, relative)) // [H, T, S]
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(dHead)) // [H, T, S]
  return tf.softmax(tf.add(scores, bias))
}
