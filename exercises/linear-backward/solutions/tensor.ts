import * as tf from '@tensorflow/tfjs-core'

/** The backward pass of a linear layer: one product for each item, and then sums over the items. */
export function linearBackward(
  x: tf.Tensor3D,
  W: tf.Tensor2D,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dW: tf.Tensor; db: tf.Tensor } {
  const [B] = dy.shape
  const weights = tf.tile(tf.expandDims(W, 0), [B, 1, 1]) // [B, O, I]
  const perItem = tf.matMul(tf.transpose(dy, [0, 2, 1]), x) // [B, O, T] x [B, T, I] -> [B, O, I]
  return {
    dx: tf.matMul(dy, weights), // [B, T, O] x [B, O, I] -> [B, T, I]
    dW: tf.sum(perItem, 0), // [O, I]
    db: tf.sum(dy, [0, 1]), // [O]
  }
}
