import * as tf from '@tensorflow/tfjs-core'

interface LstmWeights {
  Wx: tf.Tensor2D
  Wh: tf.Tensor2D
  b: tf.Tensor1D
}

/** An LSTM, one number at a time. */
export function lstm(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  h0: tf.Tensor2D,
  c0: tf.Tensor2D,
  weights: LstmWeights,
): { h: tf.Tensor; c: tf.Tensor } {
  const [Wx, Wh, b] = [weights.Wx.arraySync(), weights.Wh.arraySync(), weights.b.arraySync()]
  const [states, cells, steps] = [h0.arraySync(), c0.arraySync(), lengths.arraySync()]
  const H = h0.shape[1]
  const all = x.arraySync().map((inputs, item) => {
    let [h, c] = [states[item]!, cells[item]!]
    return inputs.map((input, t) => {
      if (t < steps[item]!) {
        const sum = (row: number) => b[row]! + dot(Wx[row]!, input) + dot(Wh[row]!, h)
        const cell = c.map(
          (old, j) => sigmoid(sum(H + j)) * old + sigmoid(sum(j)) * Math.tanh(sum(2 * H + j)),
        )
        h = cell.map((value, j) => sigmoid(sum(3 * H + j)) * Math.tanh(value))
        c = cell
      }
      return { h, c }
    })
  })
  return {
    h: tf.tensor(all.map((item) => item.map(({ h }) => h))),
    c: tf.tensor(all.map((item) => item.map(({ c }) => c))),
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)
}
