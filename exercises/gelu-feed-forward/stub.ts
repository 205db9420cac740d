import * as tf from '@tensorflow/tfjs-core'

/** Both weights are [out, in], so y = x Wᵀ + b. */
export interface FeedForwardWeights {
  /** [dFF, dModel] */
  w1: tf.Tensor2D
  /** [dFF] */
  b1: tf.Tensor1D
  /** [dModel, dFF] */
  w2: tf.Tensor2D
  /** [dModel] */
  b2: tf.Tensor1D
}

/**
 * The feed-forward layer of a Transformer, for each token on its own:
 *
 *     FFN(x)  = W2 gelu(W1 x + b1) + b2
 *     gelu(h) = h · Φ(h) = h · (1 + erf(h / √2)) / 2      the exact form; tf.erf exists
 *
 * @param x        tokens, float32 [B, T, dModel]
 * @param weights  two linear layers; the inner width dFF is usually 4 · dModel
 * @returns        float32 [B, T, dModel]
 */
export function feedForward(x: tf.Tensor3D, weights: FeedForwardWeights): tf.Tensor {
  throw new Error('not implemented')
}
