import * as tf from '@tensorflow/tfjs-core'

/** The vector of each token plus that of its position, both learned (Radford et al. 2018, section 3.1). */
export function learnedPositions(
  ids: tf.Tensor2D,
  first: tf.Tensor1D,
  wte: tf.Tensor2D,
  wpe: tf.Tensor2D,
): tf.Tensor {
  const T = ids.shape[1]
  const places = tf.add(tf.expandDims(first, 1), tf.range(0, T, 1, 'int32')) // [B, 1] and [T] -> [B, T]
  const tokens = tf.gather(wte, ids) //                                         [B, T, dModel]
  const positions = tf.gather(wpe, tf.cast(places, 'int32')) //                 [B, T, dModel]
  return tf.add(tokens, positions) //                                           [B, T, dModel]
}
