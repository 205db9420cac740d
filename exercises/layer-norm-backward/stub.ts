import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of layer normalisation, y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε), for each token.
 * With L the loss and d… short for ∂L/∂…, means over the C features of a token, sums over all tokens:
 *
 *     g      = dy γ
 *     dx     = (g − mean(g) − x̂ mean(g x̂)) / √(σ² + ε)
 *     dgamma = Σ dy x̂
 *     dbeta  = Σ dy
 *
 * @param x        what the layer was given, float32 [B, T, C]
 * @param gamma    γ, its gains, float32 [C]
 * @param epsilon  ε, a small positive number under the root
 * @param dy       the gradient of the loss for each number of y, float32 [B, T, C]
 * @returns        the gradients: dx [B, T, C], dgamma [C], dbeta [C], all float32
 */
export function layerNormBackward(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  epsilon: number,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dgamma: tf.Tensor; dbeta: tf.Tensor } {
  throw new Error('not implemented')
}
