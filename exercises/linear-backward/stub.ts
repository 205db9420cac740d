import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of a linear layer y = x Wᵀ + b. With L the loss and d… short for ∂L/∂…:
 *
 *     dx[b][t][i] = Σ over o of dy[b][t][o] W[o][i]
 *     dW[o][i]    = Σ over b, t of dy[b][t][o] x[b][t][i]
 *     db[o]       = Σ over b, t of dy[b][t][o]
 *
 * @param x   what the layer was given, float32 [B, T, I]
 * @param W   its weights, float32 [O, I]
 * @param dy  the gradient of the loss for each number of y, float32 [B, T, O]
 * @returns   the gradients: dx [B, T, I], dW [O, I], db [O], all float32
 */
export function linearBackward(
  x: tf.Tensor3D,
  W: tf.Tensor2D,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dW: tf.Tensor; db: tf.Tensor } {
  throw new Error('not implemented')
}
