import * as tf from '@tensorflow/tfjs-core'

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016, section 3), for each token on its own:
 *
 *     μ = mean of x over its C features
 *     σ² = mean of (x - μ)² over its C features
 *     y = γ (x - μ) / √(σ² + ε) + β
 *
 * @param x        float32 [B, T, C]
 * @param gamma    γ, one gain per feature, float32 [C]
 * @param beta     β, one bias per feature, float32 [C]
 * @param epsilon  ε, a small positive number
 * @returns        float32 [B, T, C]
 */
export function layerNorm(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  throw new Error('not implemented')
}
