import * as tf from '@tensorflow/tfjs-core'

/** The gradient of the mean cross-entropy: every kept row has the weight 1 / kept, every other 0. */
export function crossEntropyBackward(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  ignore: number,
): tf.Tensor {
  const V = logits.shape[1]
  const isKept = tf.notEqual(targets, ignore) // [N]
  const classes = tf.where(isKept, targets, tf.zerosLike(targets)) // [N], some class for ignored rows
  const weights = tf.divNoNan(tf.cast(isKept, 'float32'), tf.sum(tf.cast(isKept, 'float32'))) // [N]
  const due = tf.oneHot(tf.cast(classes, 'int32'), V) // [N, V]
  return tf.mul(tf.sub(tf.softmax(logits), due), tf.expandDims(weights, 1)) // [N, V]
}
