import * as tf from '@tensorflow/tfjs-core'

/** Every matrix but C is [out, in], so y = x Wᵀ. The names are the paper's. */
export interface LanguageModelWeights {
  /** One vector of m features per word, [vocab, m]. */
  C: tf.Tensor2D
  /** From the words to the hidden layer, [h, n·m]. */
  H: tf.Tensor2D
  /** [h] */
  d: tf.Tensor1D
  /** From the hidden layer to the scores, [vocab, h]. */
  U: tf.Tensor2D
  /** [vocab] */
  b: tf.Tensor1D
  /** Straight from the words to the scores, [vocab, n·m]; null: no such connections. */
  W: tf.Tensor2D | null
}

/**
 * The neural language model of Bengio et al. 2003 (section 2), up to the scores:
 *
 *     x = (C(word 0), C(word 1), …, C(word n - 1))       side by side, the oldest word first
 *     y = b + W x + U tanh(d + H x)
 *
 * @param words    the n words before the one to guess, int32 [B, n], oldest first
 * @param weights  word vectors, a hidden layer, an output layer, and perhaps direct connections W
 * @returns        one raw score per word of the vocabulary, float32 [B, vocab]; no softmax
 */
export function neuralLanguageModel(words: tf.Tensor2D, weights: LanguageModelWeights): tf.Tensor {
  throw new Error('not implemented')
}
