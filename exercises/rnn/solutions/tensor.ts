import * as tf from '@tensorflow/tfjs-core'

/** A recurrent network with tensor operations: the inputs of all steps in one product. */
export function rnn(
  x: number[][],
  h0: number[],
  Wx: number[][],
  Wh: number[][],
  b: number[],
): number[][] {
  const fromInputs = tf.add(tf.matMul(tf.tensor2d(x), tf.tensor2d(Wx), false, true), b) // [T, H]
  const weights = tf.tensor2d(Wh)
  let state: tf.Tensor = tf.tensor2d([h0]) // [1, H]
  const states = tf.split(fromInputs, x.length).map((fromInput) => {
    state = tf.tanh(tf.add(fromInput, tf.matMul(state, weights, false, true)))
    return state
  })
  return (tf.concat(states) as tf.Tensor2D).arraySync() // [T, H]
}
