import * as tf from '@tensorflow/tfjs-core'

/** Four blocks of H rows each, in the order i, f, g, o. */
export interface LstmWeights {
  /** [4H, I] */
  Wx: tf.Tensor2D
  /** [4H, H] */
  Wh: tf.Tensor2D
  /** [4H] */
  b: tf.Tensor1D
}

/**
 * An LSTM (Hochreiter and Schmidhuber 1997; Gers et al. 2000). At every step, with ⊙ for number by number:
 *
 *     i, f, g, o = the four blocks of Wx x + Wh h + b
 *     c = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
 *     h = σ(o) ⊙ tanh(c)
 *
 * @param x        steps, float32 [B, T, I]
 * @param lengths  how many of its T steps an item really has, int32 [B]; the rest is padding, which
 *                 leaves h and c as they are
 * @param h0       the state before the first step, float32 [B, H]
 * @param c0       the cell before the first step, float32 [B, H]
 * @param weights  weights and biases of the four blocks
 * @returns        h and c after every step, float32 [B, T, H] each
 */
export function lstm(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  h0: tf.Tensor2D,
  c0: tf.Tensor2D,
  weights: LstmWeights,
): { h: tf.Tensor; c: tf.Tensor } {
  throw new Error('not implemented')
}
