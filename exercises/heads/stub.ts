import * as tf from '@tensorflow/tfjs-core'

/**
 * Cuts the channels of every token into nHeads blocks (Vaswani et al. 2017, section 3.2.2).
 * Head h owns channels h·dHead … (h+1)·dHead - 1, where dHead = dModel / nHeads.
 *
 * @param x       tokens, float32 [B, T, dModel]
 * @param nHeads  how many heads; divides dModel
 * @returns       float32 [B, H, T, dHead]
 */
export function splitHeads(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  throw new Error('not implemented')
}

/**
 * The way back: the heads of a token side by side, head 0 first.
 *
 * @param z  results of heads, float32 [B, H, T, dHead]
 * @returns  float32 [B, T, dModel], where dModel = H·dHead
 */
export function mergeHeads(z: tf.Tensor4D): tf.Tensor {
  throw new Error('not implemented')
}

/** Complete as it is: each of the two is tested with a tensor of its own. */
export function splitAndMerge(x: tf.Tensor3D, z: tf.Tensor4D, nHeads: number) {
  return { split: splitHeads(x, nHeads), merged: mergeHeads(z) }
}
