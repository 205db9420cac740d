import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of softmax(Q Kᵀ / √dHead) V (Vaswani et al. 2017, section 3.2.1; Dao et al. 2022,
 * appendix B.2). The weights are computed again; hidden keys have the weight 0 and pass nothing back.
 */
export function attentionBackward(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
  dOut: tf.Tensor3D,
): { dq: tf.Tensor; dk: tf.Tensor; dv: tf.Tensor; dScores: tf.Tensor } {
  const root = Math.sqrt(q.shape[2])
  const scores = tf.div(tf.matMul(q, k, false, true), root) //       [B, T, S]
  const visible = mask ? tf.where(mask, scores, -Infinity) : scores // [B, T, S]
  const exponentials = tf.exp(tf.sub(visible, tf.max(visible, -1, true)))
  const w = tf.div(exponentials, tf.sum(exponentials, -1, true)) //  [B, T, S], each row sums to 1

  const dv = tf.matMul(w, dOut, true, false) //                      [B, S, T] x [B, T, dV] -> [B, S, dV]
  const dw = tf.matMul(dOut, v, false, true) //                      [B, T, dV] x [B, dV, S] -> [B, T, S]
  const average = tf.sum(tf.mul(w, dw), -1, true) //                 [B, T, 1]
  const dScores = tf.mul(w, tf.sub(dw, average)) //                  [B, T, S], each row sums to 0
  const dq = tf.div(tf.matMul(dScores, k), root) //                  [B, T, S] x [B, S, dHead] -> [B, T, dHead]
  const dk = tf.div(tf.matMul(dScores, q, true, false), root) //     [B, S, T] x [B, T, dHead] -> [B, S, dHead]
  return { dq, dk, dv, dScores }
}
