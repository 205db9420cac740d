import * as tf from '@tensorflow/tfjs-core'

interface GruWeights {
  Wx: tf.Tensor2D
  Wh: tf.Tensor2D
  b: tf.Tensor1D
}

/** A GRU with tensor operations, block by block: the new state is the candidate plus z times what is old. */
export function gru(x: tf.Tensor3D, h0: tf.Tensor2D, { Wx, Wh, b }: GruWeights): tf.Tensor {
  const [inputs, recurrent, biases] = [tf.split(Wx, 3), tf.split(Wh, 3), tf.split(b, 3)]
  let h: tf.Tensor = h0 // [B, H]
  const states = tf.unstack(x, 1).map((input) => {
    const sum = (block: number, state: tf.Tensor) => {
      const fromInput = tf.matMul(input, inputs[block]!, false, true) // [B, H]
      const fromState = tf.matMul(state, recurrent[block]!, false, true) // [B, H]
      return tf.addN([fromInput, fromState, tf.mul(biases[block]!, tf.onesLike(fromInput))])
    }
    const [r, z] = [tf.sigmoid(sum(0, h)), tf.sigmoid(sum(1, h))] // [B, H]
    const n = tf.tanh(sum(2, tf.mul(r, h))) // [B, H]
    h = tf.add(n, tf.mul(z, tf.sub(h, n))) // [B, H]
    return h
  })
  return tf.stack(states, 1) // [B, T, H]
}
