import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/**
 * Additive attention: for each step i the decoder's state before it, s_{i-1}, is compared with every
 * annotation by a small network, e_ij = v · tanh(W s_{i-1} + U h_j) (Bahdanau et al. 2015, section 3.1).
 */
export function additiveAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  mask: tf.Tensor2D,
  W: tf.Tensor2D,
  U: tf.Tensor2D,
  v: tf.Tensor1D,
): tf.Tensor {
  const T = states.shape[1] - 1
  const before = tf.slice(states, [0, 0, 0], [-1, T, -1]) //        [B, T, D], s_0 … s_{T-1}
  const asked = tf.expandDims(linear(before, W, null), 2) //        [B, T, 1, A]
  const offered = tf.expandDims(linear(annotations, U, null), 1) // [B, 1, S, A]
  const hidden = tf.tanh(tf.add(asked, offered)) //                 [B, T, S, A]
  const scores = tf.sum(tf.mul(hidden, v), 3) //                    [B, T, S]

  const visible = tf.where(tf.expandDims(mask, 1), scores, -Infinity) // [B, 1, S] and [B, T, S] -> [B, T, S]
  const highest = tf.max(visible, -1, true) //                      [B, T, 1]
  const exponentials = tf.exp(tf.sub(visible, highest)) //          [B, T, S], 0 where the mask is false
  const weights = tf.div(exponentials, tf.sum(exponentials, -1, true)) // [B, T, S], each row sums to 1
  return tf.matMul(weights, annotations) //                         [B, T, S] x [B, S, E] -> [B, T, E]
}
