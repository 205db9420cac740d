import * as tf from '@tensorflow/tfjs-core'

interface LstmWeights {
  Wx: tf.Tensor2D
  Wh: tf.Tensor2D
  b: tf.Tensor1D
}

/** An LSTM with tensor operations: input and state side by side meet both weights in one product. */
export function lstm(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  h0: tf.Tensor2D,
  c0: tf.Tensor2D,
  { Wx, Wh, b }: LstmWeights,
): { h: tf.Tensor; c: tf.Tensor } {
  const H = h0.shape[1]
  const W = tf.concat([Wx, Wh], 1) // [4H, I + H]
  let h: tf.Tensor = h0 // [B, H]
  let c: tf.Tensor = c0 // [B, H]
  const states: tf.Tensor[] = []
  const cells: tf.Tensor[] = []
  for (const [t, input] of tf.unstack(x, 1).entries()) {
    const sums = tf.add(tf.matMul(tf.concat([input, h], 1), W, false, true), b) // [B, 4H]
    const block = (k: number) => tf.slice(sums, [0, k * H], [-1, H]) // [B, H]
    const gate = (k: number) => tf.sigmoid(block(k))
    const cell = tf.add(tf.mul(gate(1), c), tf.mul(gate(0), tf.tanh(block(2)))) // [B, H]
    const live = tf.expandDims(tf.cast(tf.greater(lengths, t), 'float32'), 1) // [B, 1], 1 or 0
    c = mix(live, cell, c)
    h = mix(live, tf.mul(gate(3), tf.tanh(cell)), h)
    states.push(h)
    cells.push(c)
  }
  return { h: tf.stack(states, 1), c: tf.stack(cells, 1) } // [B, T, H]
}

/** `one` where `share` is 1, `other` where it is 0. */
function mix(share: tf.Tensor, one: tf.Tensor, other: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(share, one), tf.mul(tf.sub(1, share), other))
}
