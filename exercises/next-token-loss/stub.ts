import * as tf from '@tensorflow/tfjs-core'

/**
 * The loss of a language model: how surprised it is, on average, by every token that it had to predict
 * (Radford et al. 2018, section 3.1). Position t has seen the tokens 0 … t and predicts token t + 1:
 *
 *     loss = mean over b and t of  −log softmax(logits[b, t])[ids[b, t + 1]]
 *
 * over all t for which token t + 1 is real, that is t + 1 < lengths[b].
 *
 * @param logits   raw scores, float32 [B, T, V]
 * @param ids      the tokens themselves, int32 [B, T]; what follows the first lengths[b] is padding
 * @param lengths  how many tokens of each text are real, int32 [B], each from 1 to T; T is at least 2
 * @returns        a number in natural logarithms; 0 when no text has a second token
 */
export function nextTokenLoss(logits: tf.Tensor3D, ids: tf.Tensor2D, lengths: tf.Tensor1D): number {
  throw new Error('not implemented')
}
