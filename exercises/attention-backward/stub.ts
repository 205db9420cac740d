import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of attention, out = w v with w = softmax(scores) and scores = q kᵀ / √dHead. With L
 * the loss and d… short for ∂L/∂…:
 *
 *     dv[s]         = Σ over t of w[t][s] dOut[t]
 *     dw[t][s]      = dOut[t] · v[s]
 *     dScores[t][s] = w[t][s] (dw[t][s] − Σ over s' of w[t][s'] dw[t][s'])
 *     dq[t]         = Σ over s of dScores[t][s] k[s] / √dHead
 *     dk[s]         = Σ over t of dScores[t][s] q[t] / √dHead
 *
 * @param q     queries, float32 [B, T, dHead]
 * @param k     keys, float32 [B, S, dHead]
 * @param v     values, float32 [B, S, dV]
 * @param mask  bool [T, S], the same for every item of the batch: true where query t may attend to
 *              key s. Every query may attend to at least one key. null: every query sees every key.
 * @param dOut  the gradient of the loss for each number of the output, float32 [B, T, dV]
 * @returns     the gradients, float32, each in the shape of what it belongs to; dScores is [B, T, S]
 */
export function attentionBackward(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
  dOut: tf.Tensor3D,
): { dq: tf.Tensor; dk: tf.Tensor; dv: tf.Tensor; dScores: tf.Tensor } {
  throw new Error('not implemented')
}
