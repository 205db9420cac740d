import * as tf from '@tensorflow/tfjs-core'

/** What predicts the centre of the window: Wp is [A, D], vp is [A]. */
interface Local {
  Wp: tf.Tensor2D
  vp: tf.Tensor1D
  halfWidth: number
}

/**
 * Global and local attention (Luong et al. 2015, sections 3.1 and 3.2), for all steps t = 1 … T:
 *
 *     global   c_t = Σ_j a_tj h_j             a_t = softmax over all words j of s_t · Wa h_j
 *     local    c_t = Σ_j a_tj g_tj h_j        a_t = softmax over the words with |j - p_t| <= halfWidth
 *              p_t = length · sigmoid(vp · tanh(Wp s_t))
 *              g_tj = exp(-(j - p_t)² / (2σ²))          σ = halfWidth / 2
 *
 * @param states       the decoder's states s_0, s_1, …, s_T, float32 [B, T + 1, D]
 * @param annotations  what the encoder says about each source word, float32 [B, S, E]
 * @param lengths      how many words each source has, int32 [B]; the rest is padding
 * @param Wa           float32 [D, E]
 * @param local        null: global attention
 * @returns            the contexts c_1, …, c_T, float32 [B, T, E]
 */
export function luongAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  lengths: tf.Tensor1D,
  Wa: tf.Tensor2D,
  local: Local | null,
): tf.Tensor {
  throw new Error('not implemented')
}
