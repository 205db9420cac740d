import * as tf from '@tensorflow/tfjs-core'

/** A weight is [dModel, dModel] = [out, in], so y = x Wᵀ + b. */
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

export interface Model {
  /** [context, dModel]: row p is added to the token at position p. */
  positions: tf.Tensor2D
  layers: AttentionWeights[]
}

/** What one layer keeps of the tokens seen so far: [B, H, past, dHead] each. */
export interface LayerCache {
  keys: tf.Tensor4D
  values: tf.Tensor4D
}

/**
 * One call of a small causal model that remembers: layers of multi-head self-attention, each added to
 * the stream (Vaswani et al. 2017, section 3.2; the cache as in Shazeer 2019, section 2.4).
 *
 *     y = x + positions[past … past + T - 1]                     past = tokens in the cache
 *     for every layer:  y = y + attention(y)                     over cached and new tokens, causal
 *
 * @param x       new tokens, without positions, float32 [B, T, dModel]
 * @param cache   one entry per layer, from the call before; null when no token has been seen
 * @param model   positions and layers
 * @param nHeads  how many heads; divides dModel. Head h owns channels h·dHead … (h+1)·dHead - 1.
 * @returns       the new tokens' output, float32 [B, T, dModel], and the cache for the next call:
 *                keys and values of all tokens seen, [B, H, past + T, dHead], oldest first
 */
export function kvStep(
  x: tf.Tensor3D,
  cache: LayerCache[] | null,
  model: Model,
  nHeads: number,
): { output: tf.Tensor; cache: { keys: tf.Tensor; values: tf.Tensor }[] } {
  throw new Error('not implemented')
}
