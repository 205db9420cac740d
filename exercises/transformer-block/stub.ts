import * as tf from '@tensorflow/tfjs-core'

/** Every weight is [out, in], so y = x Wᵀ + b. */
export interface BlockParameters {
  ln1: { gamma: tf.Tensor1D; beta: tf.Tensor1D }
  attention: {
    wq: tf.Tensor2D
    bq: tf.Tensor1D
    wk: tf.Tensor2D
    bk: tf.Tensor1D
    wv: tf.Tensor2D
    bv: tf.Tensor1D
    wo: tf.Tensor2D
    bo: tf.Tensor1D
  }
  ln2: { gamma: tf.Tensor1D; beta: tf.Tensor1D }
  /** w1 is [dFF, dModel], w2 is [dModel, dFF]. */
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
}

/**
 * One pre-norm Transformer block, as in GPT-2 (Radford et al. 2019, section 2.3; Xiong et al. 2020):
 *
 *     y      = x + attention(LN1(x))
 *     output = y + FFN(LN2(y))
 *
 *     LN(x)   = gamma · (x - mean) / √(variance + 1e-5) + beta     per token; the variance divides by dModel
 *     FFN(x)  = W2 gelu(W1 x + b1) + b2
 *     gelu(x) = x · (1 + erf(x / √2)) / 2                          the exact form; tf.erf exists
 *
 * @param x           tokens, float32 [B, T, dModel]
 * @param parameters  two layer norms, multi-head attention (dHead = dModel / nHeads) and the FFN
 * @param nHeads      how many heads; divides dModel. Head h owns channels h·dHead … (h+1)·dHead - 1.
 * @param mask        bool [T, T]: true where token t may attend to token s; null: all see all
 * @returns           float32 [B, T, dModel]
 */
export function transformerBlock(
  x: tf.Tensor3D,
  parameters: BlockParameters,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  throw new Error('not implemented')
}
