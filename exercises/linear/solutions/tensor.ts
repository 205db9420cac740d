import * as tf from '@tensorflow/tfjs-core'

/** A linear layer as one product of matrices. */
export function linear(x: number[][], W: number[][], b: number[] | null): number[][] {
  const products = tf.matMul(tf.tensor2d(x), tf.tensor2d(W), false, true) // [T, O]
  const y = b ? tf.add(products, b) : products // [T, O]
  return (y as tf.Tensor2D).arraySync()
}
