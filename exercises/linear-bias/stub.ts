import * as tf from '@tensorflow/tfjs-core'

/**
 * The weights of causal attention with linear biases (ALiBi, Press et al. 2021, section 3). Query t stands
 * at position p = t + S - T and sees keys s <= p:
 *
 *     score[h][t][s] = q[h][t] · k[h][s] / √dHead - slope[h] · (p - s)
 *     slope[h]       = 2^(-8 (h + 1) / H)
 *     weights        = softmax of the scores over the keys that are seen; 0 for the others
 *
 * @param q  queries, split into heads: those of the last T of S tokens, float32 [H, T, dHead]
 * @param k  keys of all S tokens, float32 [H, S, dHead]
 * @returns  float32 [H, T, S]
 */
export function linearBias(q: tf.Tensor3D, k: tf.Tensor3D): tf.Tensor {
  throw new Error('not implemented')
}
