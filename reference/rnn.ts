import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** h_t = tanh(Wx x_t + Wh h_{t-1} + b) for every step t (Elman 1990). Wx: [H, I]; Wh: [H, H]; b: [H]. */
export function rnn(
  x: tf.Tensor2D,
  h0: tf.Tensor1D,
  Wx: tf.Tensor2D,
  Wh: tf.Tensor2D,
  b: tf.Tensor1D,
): tf.Tensor {
  const T = x.shape[0]
  const H = b.shape[0]
  const fromInputs = linear(x, Wx, b) //                  [T, I] -> [T, H], all steps at once
  const states: tf.Tensor[] = []
  let h: tf.Tensor = tf.reshape(h0, [1, H]) //            [1, H]
  for (let t = 0; t < T; t++) {
    const fromInput = tf.slice(fromInputs, [t, 0], [1, H]) // [1, H]
    h = tf.tanh(tf.add(fromInput, linear(h, Wh, null))) //    [1, H]
    states.push(h)
  }
  return tf.concat(states, 0) //                          [T, H]
}
