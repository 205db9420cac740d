import * as tf from '@tensorflow/tfjs-core'

export interface Norm {
  gamma: tf.Tensor1D
  beta: tf.Tensor1D
}

/** Every weight is [out, in], so y = x Wᵀ + b. */
export interface Attention {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

export interface DecoderLayer {
  selfAttention: Attention
  ln1: Norm
  crossAttention: Attention
  ln2: Norm
  /** w1 is [dFF, dModel], w2 is [dModel, dFF]. */
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
  ln3: Norm
}

/**
 * One decoder layer of the first Transformer (Vaswani et al. 2017, section 3.1):
 *
 *     x      = LN1(target + selfAttention(target))           causal
 *     y      = LN2(x + crossAttention(x, memory))            queries from x, keys and values from memory
 *     output = LN3(y + W2 relu(W1 y + b1) + b2)
 *
 * Both attentions have nHeads heads of width dHead = dModel / nHeads, and divide by √dHead. Every
 * norm is over the channels of a token, with 1e-5 under the root.
 *
 * @param target      tokens of the sentence being written, float32 [B, T, dModel]
 * @param memory      what the encoder made of the source, float32 [B, S, dModel]
 * @param memoryMask  bool [B, S]: true where source token s of item b is real, false where it is
 *                    padding. Every item has at least one real token.
 * @param parameters  two attentions, three layer norms and the FFN
 * @param nHeads      how many heads; divides dModel. Head h owns channels h·dHead … (h+1)·dHead - 1.
 * @returns           float32 [B, T, dModel]
 */
export function decoderLayer(
  target: tf.Tensor3D,
  memory: tf.Tensor3D,
  memoryMask: tf.Tensor2D,
  parameters: DecoderLayer,
  nHeads: number,
): tf.Tensor {
  throw new Error('not implemented')
}
