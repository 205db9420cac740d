import * as tf from '@tensorflow/tfjs-core'

/**
 * The gradient of the mean cross-entropy for the logits: (softmax(l) − onehot(y)) / kept (Goodfellow,
 * Bengio and Courville 2016, section 6.2.2.3). Rows whose target is `ignore` get zeros.
 */
export function crossEntropyBackward(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  ignore: number,
): tf.Tensor {
  const [, V] = logits.shape
  const keep = tf.expandDims(tf.cast(tf.notEqual(targets, ignore), 'float32'), 1) // [N, 1]
  const kept = tf.maximum(tf.sum(keep), 1) //                                        [], never 0
  const shifted = tf.sub(logits, tf.max(logits, 1, true)) //                         [N, V], at most 0
  const exponentials = tf.exp(shifted) //                                            [N, V]
  const p = tf.div(exponentials, tf.sum(exponentials, 1, true)) //                   [N, V]
  const right = tf.equal(tf.expandDims(targets, 1), tf.range(0, V, 1, 'int32')) //   [N, V]
  const surprise = tf.sub(p, tf.cast(right, 'float32')) //                           [N, V], rows sum to 0
  return tf.div(tf.mul(surprise, keep), kept) //                                     [N, V]
}
