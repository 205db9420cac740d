import * as tf from '@tensorflow/tfjs-core'

/** A weight is [dModel, dModel] = [out, in], so y = x Wᵀ + b. Rows h·dHead … (h+1)·dHead - 1 of wq, wk, wv belong to head h. */
export interface AttentionWeights {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

/**
 * Multi-head self-attention (Vaswani et al. 2017, section 3.2.2):
 *
 *     Q = x Wqᵀ + bq     K = x Wkᵀ + bk     V = x Wvᵀ + bv
 *     head_h = softmax(Q_h K_hᵀ / √dHead) V_h          h = 0 … nHeads - 1,  dHead = dModel / nHeads
 *     output = concat(head_0, …) Woᵀ + bo
 *
 * @param x        tokens, float32 [B, T, dModel]
 * @param weights  four square weights [dModel, dModel] and four biases [dModel], float32
 * @param nHeads   how many heads; divides dModel. Head h owns channels h·dHead … (h+1)·dHead - 1.
 * @param mask     bool [T, T], the same for every item and head: true where token t may attend to
 *                 token s. Every token may attend to at least one. null: all see all.
 * @returns        float32 [B, T, dModel]
 */
export function multiHeadAttention(
  x: tf.Tensor3D,
  weights: AttentionWeights,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  throw new Error('not implemented')
}
