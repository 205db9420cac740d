import * as tf from '@tensorflow/tfjs-core'

/**
 * Additive attention (Bahdanau et al. 2015, section 3.1), for all steps i = 1 … T of a decoder:
 *
 *     e_ij = v · tanh(W s_{i-1} + U h_j)      a_i = softmax over j of e_ij      c_i = Σ_j a_ij h_j
 *
 * @param states       the decoder's states s_0, s_1, …, s_T, float32 [B, T + 1, D]; s_i comes after word i
 * @param annotations  what the encoder says about each source word, float32 [B, S, E]
 * @param mask         bool [B, S], true for words, false for padding; at least one word per item
 * @param W            float32 [A, D]
 * @param U            float32 [A, E]
 * @param v            float32 [A]
 * @returns            the contexts c_1, …, c_T, float32 [B, T, E]
 */
export function additiveAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  mask: tf.Tensor2D,
  W: tf.Tensor2D,
  U: tf.Tensor2D,
  v: tf.Tensor1D,
): tf.Tensor {
  throw new Error('not implemented')
}
