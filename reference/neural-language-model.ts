import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** C: [vocab, m]; H: [h, n·m]; d: [h]; U: [vocab, h]; b: [vocab]; W: [vocab, n·m] or null. */
export interface LanguageModelWeights {
  readonly C: tf.Tensor2D
  readonly H: tf.Tensor2D
  readonly d: tf.Tensor1D
  readonly U: tf.Tensor2D
  readonly b: tf.Tensor1D
  readonly W: tf.Tensor2D | null
}

/** y = b + W x + U tanh(d + H x), with x the vectors of the n words side by side (Bengio et al. 2003, section 2). */
export function neuralLanguageModel(
  words: tf.Tensor2D,
  { C, H, d, U, b, W }: LanguageModelWeights,
): tf.Tensor {
  const [B, n] = words.shape
  const m = C.shape[1]
  const x = tf.reshape(tf.gather(C, words), [B, n * m]) //  [B, n, m] -> [B, n·m], the oldest word first
  const hidden = tf.tanh(linear(x, H, d)) //                [B, h]
  const scores = linear(hidden, U, b) //                    [B, vocab]
  return W ? tf.add(scores, linear(x, W, null)) : scores // [B, vocab]
}
