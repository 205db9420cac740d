import * as tf from '@tensorflow/tfjs-core'

export interface Norm {
  gamma: tf.Tensor1D
  beta: tf.Tensor1D
}

/** Every weight is [out, in], so y = x Wᵀ + b. */
export interface Block {
  ln1: Norm
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
  ln2: Norm
  /** w1 is [dFF, dModel], w2 is [dModel, dFF]. */
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
}

export interface GptWeights {
  /** Token embedding, [vocab, dModel]; also the head. */
  wte: tf.Tensor2D
  /** Position embedding, [context, dModel]. */
  wpe: tf.Tensor2D
  blocks: Block[]
  /** The norm after the last block. */
  lnF: Norm
}

/**
 * The forward pass of GPT-2 (Radford et al. 2019, section 2.3):
 *
 *     x      = wte[ids] + wpe[0 … T - 1]
 *     x      = block(x)                       for each block in order, under a causal mask
 *     logits = LN_F(x) wteᵀ                   one row of vocab scores for every position
 *
 * A block is the pre-norm block of the exercise "Transformer block": y = x + attention(LN1(x)), then
 * y + FFN(LN2(y)), with exact GELU and 1e-5 under the root of every norm.
 *
 * @param ids      token numbers, int32 [B, T], below vocab; T is at most context
 * @param weights  embeddings, any number of blocks (even none), and the last norm
 * @param nHeads   how many heads every block has; divides dModel
 * @returns        raw scores, float32 [B, T, vocab]
 */
export function gptForward(ids: tf.Tensor2D, weights: GptWeights, nHeads: number): tf.Tensor {
  throw new Error('not implemented')
}
