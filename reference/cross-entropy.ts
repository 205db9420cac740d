import * as tf from '@tensorflow/tfjs-core'

/**
 * The mean of −log softmax(logits)[n, targets[n]] over the rows n whose target is not `ignore`; 0 when
 * there is none. Computed as log Σ exp(l − max) − (l[target] − max), which neither overflows nor
 * takes the logarithm of 0.
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D, ignore: number): tf.Scalar {
  const [, V] = logits.shape
  const kept = tf.notEqual(targets, tf.scalar(ignore, 'int32')) //     [N]
  const shifted = tf.sub(logits, tf.max(logits, 1, true)) //           [N, V], at most 0
  const logSums = tf.log(tf.sum(tf.exp(shifted), 1)) //                [N], of a sum between 1 and V
  const places = tf.equal(tf.expandDims(targets, 1), tf.range(0, V, 1, 'int32')) // [N, V], one true per kept row
  const picked = tf.sum(tf.where(places, shifted, 0), 1) //            [N]
  const losses = tf.where(kept, tf.sub(logSums, picked), 0) //         [N]
  const count = tf.sum(tf.cast(kept, 'float32')) //                    []
  return tf.div(tf.sum(losses), tf.maximum(count, 1)) //               []
}
