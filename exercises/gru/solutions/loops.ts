import * as tf from '@tensorflow/tfjs-core'

interface GruWeights {
  Wx: tf.Tensor2D
  Wh: tf.Tensor2D
  b: tf.Tensor1D
}

/** A GRU, one number at a time. */
export function gru(x: tf.Tensor3D, h0: tf.Tensor2D, weights: GruWeights): tf.Tensor {
  const [Wx, Wh, b] = [weights.Wx.arraySync(), weights.Wh.arraySync(), weights.b.arraySync()]
  const starts = h0.arraySync()
  const H = h0.shape[1]
  const states = x.arraySync().map((inputs, item) => {
    let h = starts[item]!
    return inputs.map((input) => {
      const sum = (row: number, state: number[]) =>
        b[row]! + dot(Wx[row]!, input) + dot(Wh[row]!, state)
      const before = h
      const reset = before.map((old, j) => sigmoid(sum(j, before)) * old)
      h = before.map((old, j) => {
        const z = sigmoid(sum(H + j, before))
        return z * old + (1 - z) * Math.tanh(sum(2 * H + j, reset))
      })
      return h
    })
  })
  return tf.tensor(states)
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)
}
