import * as tf from '@tensorflow/tfjs-core'

/** Attention weights with linear biases, one number at a time. */
export function linearBias(q: tf.Tensor3D, k: tf.Tensor3D): tf.Tensor {
  const [H, T, dHead] = q.shape
  const S = k.shape[1]
  const keys = k.arraySync()
  const weights = q.arraySync().map((queries, h) => {
    const slope = Math.pow(2, (-8 * (h + 1)) / H)
    return queries.map((query, t) => {
      const position = t + S - T
      const exponentials = new Array<number>(S).fill(0)
      const scores: number[] = []
      for (let s = 0; s <= position; s++) {
        let product = 0
        for (let c = 0; c < dHead; c++) product += query[c]! * keys[h]![s]![c]!
        scores.push(product / Math.sqrt(dHead) - slope * (position - s))
      }
      const highest = Math.max(...scores)
      scores.forEach((score, s) => (exponentials[s] = Math.exp(score - highest)))
      const sum = exponentials.reduce((total, one) => total + one, 0)
      return exponentials.map((one) => one / sum)
    })
  })
  return tf.tensor(weights)
}
