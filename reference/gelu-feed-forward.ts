import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** w1: [dFF, dModel], w2: [dModel, dFF]; rows for outputs. */
export interface FeedForwardParameters {
  readonly w1: tf.Tensor2D
  readonly b1: tf.Tensor1D
  readonly w2: tf.Tensor2D
  readonly b2: tf.Tensor1D
}

/** W2 gelu(W1 x + b1) + b2 with the exact GELU, x Φ(x) (Hendrycks and Gimpel 2016, section 2). */
export function feedForward(x: tf.Tensor, { w1, b1, w2, b2 }: FeedForwardParameters): tf.Tensor {
  const inner = linear(x, w1, b1) //                                            [B, T, dFF]
  const phi = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2)))) //    [B, T, dFF], in [0, 1]
  return linear(tf.mul(inner, phi), w2, b2) //                                  [B, T, dModel]
}
