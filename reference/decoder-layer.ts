import * as tf from '@tensorflow/tfjs-core'
import type { FeedForwardParameters } from './gelu-feed-forward.ts'
import { layerNorm } from './layer-norm.ts'
import { linear } from './linear.ts'
import type { AttentionWeights } from './multi-head-attention.ts'
import { epsilon, type NormParameters } from './transformer-block.ts'

export interface DecoderLayerParameters {
  readonly selfAttention: AttentionWeights
  readonly ln1: NormParameters
  readonly crossAttention: AttentionWeights
  readonly ln2: NormParameters
  readonly ffn: FeedForwardParameters
  readonly ln3: NormParameters
}

/** A decoder layer in the order of 2017: a norm after each sum (Vaswani et al. 2017, section 3.1). */
export function decoderLayer(
  target: tf.Tensor3D,
  memory: tf.Tensor3D,
  memoryMask: tf.Tensor2D,
  { selfAttention, ln1, crossAttention, ln2, ffn, ln3 }: DecoderLayerParameters,
  nHeads: number,
): tf.Tensor3D {
  const [B, T] = target.shape
  const S = memory.shape[1]
  const steps = tf.range(0, T) //                                                [T]
  const past = tf.lessEqual(steps, tf.reshape(steps, [T, 1])) //                 [T, T], true where s <= t
  const real = tf.reshape(memoryMask, [B, 1, 1, S]) //                           [B, 1, 1, S]
  const own = attend(target, target, selfAttention, nHeads, past) //             [B, T, dModel]
  const x = addNorm(target, own, ln1) //                                         [B, T, dModel]
  const read = attend(x, memory, crossAttention, nHeads, real) //                [B, T, dModel]
  const y = addNorm(x, read, ln2) //                                             [B, T, dModel]
  return addNorm(y, feedForward(y, ffn), ln3) //                                 [B, T, dModel]
}

/**
 * Multi-head attention with queries from `x` [B, T, dModel] and keys and values from `memory`
 * [B, S, dModel]; `mask` is true where a query may attend and broadcasts to [B, H, T, S].
 */
export function attend(
  x: tf.Tensor,
  memory: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: AttentionWeights,
  nHeads: number,
  mask: tf.Tensor,
): tf.Tensor {
  const dHead = bq.size / nHeads
  const split = (y: tf.Tensor) =>
    tf.transpose(tf.reshape(y, [...y.shape.slice(0, 2), nHeads, dHead]), [0, 2, 1, 3])
  const q = split(linear(x, wq, bq)) //                                   [B, H, T, dHead]
  const k = split(linear(memory, wk, bk)) //                              [B, H, S, dHead]
  const v = split(linear(memory, wv, bv)) //                              [B, H, S, dHead]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [B, H, T, S]
  const weights = tf.softmax(tf.where(mask, scores, -Infinity)) //        [B, H, T, S]
  const heads = tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]) //      [B, T, H, dHead]
  return linear(tf.reshape(heads, x.shape), wo, bo) //                    [B, T, dModel]
}

/** W2 relu(W1 x + b1) + b2, the layer of 2017. */
export function feedForward(x: tf.Tensor, { w1, b1, w2, b2 }: FeedForwardParameters): tf.Tensor {
  return linear(tf.relu(linear(x, w1, b1)), w2, b2)
}

/** LN(x + y): what every layer of 2017 ends with. */
export function addNorm(x: tf.Tensor, y: tf.Tensor, norm: NormParameters): tf.Tensor3D {
  return layerNorm(tf.add(x, y), norm.gamma, norm.beta, epsilon) as tf.Tensor3D
}
