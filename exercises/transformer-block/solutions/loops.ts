import * as tf from '@tensorflow/tfjs-core'

interface LayerNorm {
  gamma: tf.Tensor1D
  beta: tf.Tensor1D
}

interface Attention {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

interface BlockParameters {
  ln1: LayerNorm
  attention: Attention
  ln2: LayerNorm
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
}

/** One row per token. */
type Rows = number[][]

/** A pre-norm Transformer block, one number at a time. */
export function transformerBlock(
  x: tf.Tensor3D,
  { ln1, attention, ln2, ffn }: BlockParameters,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const allowed = mask?.arraySync()
  const output = x.arraySync().map((tokens) => {
    const y = sum(tokens, attend(normalise(tokens, ln1), attention, nHeads, allowed))
    const inner = project(normalise(y, ln2), ffn.w1, ffn.b1) // [T][dFF]
    return sum(
      y,
      project(
        inner.map((row) => row.map(gelu)),
        ffn.w2,
        ffn.b2,
      ),
    )
  })
  return tf.tensor(output)
}

function normalise(rows: Rows, { gamma, beta }: LayerNorm): Rows {
  const [gain, shift] = [gamma.arraySync(), beta.arraySync()]
  return rows.map((row) => {
    const mean = row.reduce((total, value) => total + value, 0) / row.length
    const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / row.length
    return row.map(
      (value, c) => gain[c]! * ((value - mean) / Math.sqrt(variance + 1e-5)) + shift[c]!,
    )
  })
}

function attend(
  x: Rows,
  weights: Attention,
  nHeads: number,
  allowed: number[][] | undefined,
): Rows {
  const queries = project(x, weights.wq, weights.bq) // [T][dModel]
  const keys = project(x, weights.wk, weights.bk)
  const values = project(x, weights.wv, weights.bv)
  const mixed = x.map((row) => row.map(() => 0))
  const dHead = x[0]!.length / nHeads
  for (let h = 0; h < nHeads; h++) {
    const [first, end] = [h * dHead, (h + 1) * dHead]
    for (let t = 0; t < x.length; t++) {
      const scores = keys.map((key, s) => {
        if (allowed && !allowed[t]![s]) return -Infinity
        let product = 0
        for (let c = first; c < end; c++) product += queries[t]![c]! * key[c]!
        return product / Math.sqrt(dHead)
      })
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = exponentials.reduce((one, other) => one + other, 0)
      for (let s = 0; s < x.length; s++) {
        for (let c = first; c < end; c++)
          mixed[t]![c]! += (exponentials[s]! / total) * values[s]![c]!
      }
    }
  }
  return project(mixed, weights.wo, weights.bo)
}

function gelu(x: number): number {
  return (x * (1 + erf(x / Math.SQRT2))) / 2
}

/** 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … 2n+1): all terms have one sign, so nothing cancels. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let term = x
  let total = 0
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    total += term
    term *= (2 * x * x) / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total
}

/** Every row times the rows of W, plus b. */
function project(rows: Rows, W: tf.Tensor2D, b: tf.Tensor1D): Rows {
  const [weight, bias] = [W.arraySync(), b.arraySync()]
  return rows.map((row) =>
    weight.map((column, o) => column.reduce((total, w, i) => total + w * row[i]!, bias[o]!)),
  )
}

function sum(one: Rows, other: Rows): Rows {
  return one.map((row, t) => row.map((value, c) => value + other[t]![c]!))
}
