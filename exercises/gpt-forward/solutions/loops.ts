import * as tf from '@tensorflow/tfjs-core'

interface Norm {
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

interface Block {
  ln1: Norm
  attention: Attention
  ln2: Norm
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
}

interface GptWeights {
  wte: tf.Tensor2D
  wpe: tf.Tensor2D
  blocks: Block[]
  lnF: Norm
}

/** One row per token. */
type Rows = number[][]

/** GPT's forward pass, one number at a time. */
export function gptForward(ids: tf.Tensor2D, weights: GptWeights, nHeads: number): tf.Tensor {
  const [tokens, positions] = [weights.wte.arraySync(), weights.wpe.arraySync()]
  const logits = ids.arraySync().map((sequence) => {
    let x = sequence.map((id, t) => tokens[id]!.map((value, c) => value + positions[t]![c]!))
    for (const block of weights.blocks) x = applyBlock(x, block, nHeads)
    return normalise(x, weights.lnF).map((row) =>
      tokens.map((token) => token.reduce((total, value, c) => total + value * row[c]!, 0)),
    )
  })
  return tf.tensor(logits)
}

function applyBlock(x: Rows, { ln1, attention, ln2, ffn }: Block, nHeads: number): Rows {
  const y = sum(x, attend(normalise(x, ln1), attention, nHeads))
  const inner = project(normalise(y, ln2), ffn.w1, ffn.b1) // [T][dFF]
  return sum(
    y,
    project(
      inner.map((row) => row.map(gelu)),
      ffn.w2,
      ffn.b2,
    ),
  )
}

function normalise(rows: Rows, { gamma, beta }: Norm): Rows {
  const [gain, shift] = [gamma.arraySync(), beta.arraySync()]
  return rows.map((row) => {
    const mean = row.reduce((total, value) => total + value, 0) / row.length
    const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / row.length
    return row.map(
      (value, c) => gain[c]! * ((value - mean) / Math.sqrt(variance + 1e-5)) + shift[c]!,
    )
  })
}

/** Token t reads tokens 0 … t only, so no mask is needed. */
function attend(x: Rows, weights: Attention, nHeads: number): Rows {
  const queries = project(x, weights.wq, weights.bq) // [T][dModel]
  const keys = project(x, weights.wk, weights.bk)
  const values = project(x, weights.wv, weights.bv)
  const mixed = x.map((row) => row.map(() => 0))
  const dHead = x[0]!.length / nHeads
  for (let h = 0; h < nHeads; h++) {
    const [first, end] = [h * dHead, (h + 1) * dHead]
    for (let t = 0; t < x.length; t++) {
      const scores = keys.slice(0, t + 1).map((key) => {
        let product = 0
        for (let c = first; c < end; c++) product += queries[t]![c]! * key[c]!
        return product / Math.sqrt(dHead)
      })
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = exponentials.reduce((one, other) => one + other, 0)
      for (let s = 0; s <= t; s++) {
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
