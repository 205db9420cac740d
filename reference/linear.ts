import * as tf from '@tensorflow/tfjs-core'

/** y = x Wᵀ + b on the last axis. x: [..., in]; W: [out, in]; b: [out] or null; result: [..., out]. */
export function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D | null): tf.Tensor {
  const [outFeatures, inFeatures] = W.shape
  const rows = tf.reshape(x, [-1, inFeatures]) //                  [N, in]
  const products = tf.matMul(rows, W, false, true) //              [N, in] x [in, out] -> [N, out]
  const y = b ? tf.add(products, b) : products //                  [N, out]
  return tf.reshape(y, [...x.shape.slice(0, -1), outFeatures]) //  [..., out]
}
