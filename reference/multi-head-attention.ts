import * as tf from '@tensorflow/tfjs-core'
import { attention } from './attention.ts'
import { linear } from './linear.ts'

/** Weights are [dModel, dModel], rows for outputs; biases are [dModel]. */
export interface AttentionWeights {
  readonly wq: tf.Tensor2D
  readonly bq: tf.Tensor1D
  readonly wk: tf.Tensor2D
  readonly bk: tf.Tensor1D
  readonly wv: tf.Tensor2D
  readonly bv: tf.Tensor1D
  readonly wo: tf.Tensor2D
  readonly bo: tf.Tensor1D
}

/**
 * Multi-head self-attention: Concat(head_1 … head_H) W_O, each head attention on its own block of
 * dHead = dModel / H channels (Vaswani et al. 2017, section 3.2.2).
 */
export function multiHeadAttention(
  x: tf.Tensor3D,
  weights: AttentionWeights,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const q = splitHeads(linear(x, wq, bq), nHeads) // [B, T, dModel] -> [B·H, T, dHead]
  const k = splitHeads(linear(x, wk, bk), nHeads) // [B·H, T, dHead]
  const v = splitHeads(linear(x, wv, bv), nHeads) // [B·H, T, dHead]
  const heads = attention(q, k, v, mask) //          [B·H, T, dHead]
  const merged = mergeHeads(heads, nHeads) //        [B, T, dModel]
  return linear(merged, wo, bo) //                   [B, T, dModel]
}

/** Channels h·dHead … (h+1)·dHead - 1 of every token become head h. [B, T, dModel] -> [B·H, T, dHead]. */
export function splitHeads(x: tf.Tensor, nHeads: number): tf.Tensor3D {
  const [B, T, dModel] = x.shape as [number, number, number]
  const blocks = tf.reshape(x, [B, T, nHeads, dModel / nHeads]) //    [B, T, H, dHead]
  const heads = tf.transpose(blocks, [0, 2, 1, 3]) //                 [B, H, T, dHead]
  return tf.reshape(heads, [B * nHeads, T, dModel / nHeads]) //       [B·H, T, dHead]
}

/** The way back. [B·H, T, dHead] -> [B, T, dModel]. */
export function mergeHeads(x: tf.Tensor, nHeads: number): tf.Tensor {
  const [items, T, dHead] = x.shape as [number, number, number]
  const heads = tf.reshape(x, [items / nHeads, nHeads, T, dHead]) //  [B, H, T, dHead]
  const blocks = tf.transpose(heads, [0, 2, 1, 3]) //                 [B, T, H, dHead]
  return tf.reshape(blocks, [items / nHeads, T, nHeads * dHead]) //   [B, T, dModel]
}
