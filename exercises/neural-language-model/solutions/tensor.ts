import * as tf from '@tensorflow/tfjs-core'

interface LanguageModelWeights {
  C: tf.Tensor2D
  H: tf.Tensor2D
  d: tf.Tensor1D
  U: tf.Tensor2D
  b: tf.Tensor1D
  W: tf.Tensor2D | null
}

/** The neural language model with tensor operations: one gather per place, joined. */
export function neuralLanguageModel(words: tf.Tensor2D, weights: LanguageModelWeights): tf.Tensor {
  const { C, H, d, U, b, W } = weights
  const places = tf.unstack(words, 1) // n times [B]
  const x = tf.concat(
    places.map((ids) => tf.gather(C, ids as tf.Tensor1D)),
    1,
  ) // [B, n·m]
  const hidden = tf.tanh(tf.add(tf.matMul(x, H, false, true), d)) // [B, h]
  const scores = tf.add(tf.matMul(hidden, U, false, true), b) // [B, vocab]
  return W ? tf.add(scores, tf.matMul(x, W, false, true)) : scores
}
