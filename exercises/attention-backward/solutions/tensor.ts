import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of attention with tensor operations. Σ w dw of a query is dOut · out, as out is
 * Σ w v: the trick with which FlashAttention goes back without keeping a row of weights.
 */
export function attentionBackward(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
  dOut: tf.Tensor3D,
): { dq: tf.Tensor; dk: tf.Tensor; dv: tf.Tensor; dScores: tf.Tensor } {
  const scaled = tf.mul(q, 1 / Math.sqrt(q.shape[2])) // [B, T, dHead]
  const scores = tf.matMul(scaled, k, false, true) // [B, T, S]
  const w = tf.softmax(mask ? tf.where(mask, scores, -Infinity) : scores) // [B, T, S]
  const average = tf.sum(tf.mul(dOut, tf.matMul(w, v)), -1, true) // [B, T, 1]
  const dScores = tf.mul(w, tf.sub(tf.matMul(dOut, v, false, true), average)) // [B, T, S]
  return {
    dq: tf.mul(tf.matMul(dScores, k), 1 / Math.sqrt(q.shape[2])), // [B, T, dHead]
    dk: tf.matMul(tf.transpose(dScores, [0, 2, 1]), scaled), // [B, S, dHead]
    dv: tf.matMul(tf.transpose(w, [0, 2, 1]), dOut), // [B, S, dV]
    dScores,
  }
}
