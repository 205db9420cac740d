import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** What predicts the centre of the window: Wp is [A, D], vp is [A]. */
interface Local {
  readonly Wp: tf.Tensor2D
  readonly vp: tf.Tensor1D
  readonly halfWidth: number
}

/**
 * Luong's attention with the score s_t · Wa h_j. Global (local is null): over all words. Local: over
 * the words near a predicted position, and the less the farther off (Luong et al. 2015, section 3).
 */
export function luongAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  lengths: tf.Tensor1D,
  Wa: tf.Tensor2D,
  local: Local | null,
): tf.Tensor {
  const S = annotations.shape[1]
  const asking = tf.slice(states, [0, 1, 0], [-1, -1, -1]) //           [B, T, D], s_1 … s_T
  const offered = linear(annotations, Wa, null) //                      [B, S, D]
  const scores = tf.matMul(asking, offered, false, true) //             [B, T, S]

  const position = tf.range(0, S) //                                    [S]
  const length = tf.cast(tf.reshape(lengths, [-1, 1, 1]), 'float32') // [B, 1, 1]
  const isWord = tf.less(position, length) //                           [B, 1, S]
  if (local === null) return tf.matMul(softmaxWhere(isWord, scores), annotations) // [B, T, E]

  const { Wp, vp, halfWidth } = local
  const hidden = tf.tanh(linear(asking, Wp, null)) //                   [B, T, A]
  const centre = tf.mul(length, tf.sigmoid(tf.sum(tf.mul(hidden, vp), 2, true))) // [B, T, 1]
  const distance = tf.sub(position, centre) //                          [B, T, S]
  const isNear = tf.lessEqual(tf.abs(distance), halfWidth) //           [B, T, S]
  const sigma = halfWidth / 2
  const gaussian = tf.exp(tf.div(tf.square(distance), -2 * sigma ** 2)) // [B, T, S], 1 at the centre
  const weights = tf.mul(softmaxWhere(tf.logicalAnd(isWord, isNear), scores), gaussian) // [B, T, S]
  return tf.matMul(weights, annotations) //                             [B, T, S] x [B, S, E] -> [B, T, E]
}

/** Softmax over the last axis among the scores where `isSeen`; 0 elsewhere. [B, T, S]. */
function softmaxWhere(isSeen: tf.Tensor, scores: tf.Tensor): tf.Tensor {
  const visible = tf.where(isSeen, scores, -Infinity)
  const exponentials = tf.exp(tf.sub(visible, tf.max(visible, -1, true)))
  return tf.div(exponentials, tf.sum(exponentials, -1, true))
}
