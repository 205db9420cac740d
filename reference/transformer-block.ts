import * as tf from '@tensorflow/tfjs-core'
import { feedForward, type FeedForwardParameters } from './gelu-feed-forward.ts'
import { layerNorm } from './layer-norm.ts'
import { multiHeadAttention, type AttentionWeights } from './multi-head-attention.ts'

/** gamma, beta: [dModel]. */
export interface NormParameters {
  readonly gamma: tf.Tensor1D
  readonly beta: tf.Tensor1D
}

export interface BlockParameters {
  readonly ln1: NormParameters
  readonly attention: AttentionWeights
  readonly ln2: NormParameters
  readonly ffn: FeedForwardParameters
}

/** The epsilon of every norm in the course's models, as in GPT-2. */
export const epsilon = 1e-5

/** A pre-norm Transformer block (Radford et al. 2019, section 2.3; Xiong et al. 2020, section 3). */
export function transformerBlock(
  x: tf.Tensor3D,
  { ln1, attention, ln2, ffn }: BlockParameters,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor3D {
  const before = layerNorm(x, ln1.gamma, ln1.beta, epsilon) as tf.Tensor3D // [B, T, dModel]
  const y = tf.add(x, multiHeadAttention(before, attention, nHeads, mask)) // [B, T, dModel]
  const between = layerNorm(y as tf.Tensor3D, ln2.gamma, ln2.beta, epsilon) // [B, T, dModel]
  return tf.add(y, feedForward(between, ffn)) //                              [B, T, dModel]
}
