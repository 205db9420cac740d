import * as tf from '@tensorflow/tfjs-core'

interface AttentionWeights {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

/** Multi-head self-attention, one number at a time. */
export function multiHeadAttention(
  x: tf.Tensor3D,
  weights: AttentionWeights,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const allowed = mask?.arraySync()
  const output = x.arraySync().map((tokens) => {
    const queries = project(tokens, wq, bq) // [T][dModel]
    const keys = project(tokens, wk, bk)
    const values = project(tokens, wv, bv)
    const mixed = tokens.map((token) => token.map(() => 0)) // [T][dModel]
    const dHead = x.shape[2] / nHeads
    for (let h = 0; h < nHeads; h++) {
      const [first, end] = [h * dHead, (h + 1) * dHead]
      for (let t = 0; t < tokens.length; t++) {
        const scores = keys.map((key, s) => {
          if (allowed && !allowed[t]![s]) return -Infinity
          let product = 0
          for (let c = first; c < end; c++) product += queries[t]![c]! * key[c]!
          return product / Math.sqrt(dHead)
        })
        const highest = Math.max(...scores)
        const exponentials = scores.map((score) => Math.exp(score - highest))
        const sum = exponentials.reduce((total, one) => total + one, 0)
        for (let s = 0; s < tokens.length; s++) {
          const weight = exponentials[s]! / sum
          for (let c = first; c < end; c++) mixed[t]![c]! += weight * values[s]![c]!
        }
      }
    }
    return project(mixed, wo, bo)
  })
  return tf.tensor(output)
}

/** Every row times the rows of W, plus b. */
function project(rows: number[][], W: tf.Tensor2D, b: tf.Tensor1D): number[][] {
  const [weight, bias] = [W.arraySync(), b.arraySync()]
  return rows.map((row) =>
    weight.map((column, o) => column.reduce((sum, w, i) => sum + w * row[i]!, bias[o]!)),
  )
}
