import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** Wx: [3H, I]; Wh: [3H, H]; b: [3H]; blocks of H rows in the order r, z, candidate. */
export interface GruWeights {
  readonly Wx: tf.Tensor2D
  readonly Wh: tf.Tensor2D
  readonly b: tf.Tensor1D
}

/** A GRU: z ⊙ h + (1 − z) ⊙ tanh(Wx x + Wh (r ⊙ h) + b) at every step (Cho et al. 2014, section 2.3). */
export function gru(x: tf.Tensor3D, h0: tf.Tensor2D, { Wx, Wh, b }: GruWeights): tf.Tensor {
  const [B, T] = x.shape
  const H = h0.shape[1]
  const ofGates = tf.slice(Wh, [0, 0], [2 * H, H]) //                       [2H, H]
  const ofCandidate = tf.slice(Wh, [2 * H, 0], [H, H]) //                   [H, H]
  const fromInputs = linear(x, Wx, b) //                                    [B, T, 3H]
  const states: tf.Tensor[] = []
  let h: tf.Tensor = h0 //                                                  [B, H]
  for (let t = 0; t < T; t++) {
    const sums = tf.reshape(tf.slice(fromInputs, [0, t, 0], [B, 1, 3 * H]), [B, 3 * H])
    const [gates, candidate] = tf.split(sums, [2 * H, H], 1) as Two //      [B, 2H], [B, H]
    const opened = tf.sigmoid(tf.add(gates, linear(h, ofGates, null))) //   [B, 2H]
    const [r, z] = tf.split(opened, 2, 1) as Two //                         [B, H] each
    const fromState = linear(tf.mul(r, h), ofCandidate, null) //            [B, H]
    const fresh = tf.tanh(tf.add(candidate, fromState)) //                  [B, H]
    h = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), fresh)) //                [B, H]
    states.push(h)
  }
  return tf.stack(states, 1) //                                             [B, T, H]
}

type Two = [tf.Tensor2D, tf.Tensor2D]
