import * as tf from '@tensorflow/tfjs-core'

/** Three blocks of H rows each, in the order r, z, n: reset gate, update gate, candidate. */
export interface GruWeights {
  /** [3H, I] */
  Wx: tf.Tensor2D
  /** [3H, H] */
  Wh: tf.Tensor2D
  /** [3H] */
  b: tf.Tensor1D
}

/**
 * A gated recurrent unit (Cho et al. 2014, section 2.3). At every step, with ⊙ for number by number:
 *
 *     r = σ(Wx_r x + Wh_r h + b_r)
 *     z = σ(Wx_z x + Wh_z h + b_z)
 *     n = tanh(Wx_n x + Wh_n (r ⊙ h) + b_n)          the reset comes before the product
 *     h = z ⊙ h + (1 - z) ⊙ n                        z = 1 keeps the old state
 *
 * @param x        steps, float32 [B, T, I]
 * @param h0       the state before the first step, float32 [B, H]
 * @param weights  weights and biases of the three blocks
 * @returns        the states after each step, float32 [B, T, H]
 */
export function gru(x: tf.Tensor3D, h0: tf.Tensor2D, weights: GruWeights): tf.Tensor {
  throw new Error('not implemented')
}
