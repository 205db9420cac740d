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

interface DecoderLayer {
  selfAttention: Attention
  ln1: Norm
  crossAttention: Attention
  ln2: Norm
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
  ln3: Norm
}

/** One row per token. */
type Rows = number[][]

/** A decoder layer of the first Transformer, one number at a time. */
export function decoderLayer(
  target: tf.Tensor3D,
  memory: tf.Tensor3D,
  memoryMask: tf.Tensor2D,
  { selfAttention, ln1, crossAttention, ln2, ffn, ln3 }: DecoderLayer,
  nHeads: number,
): tf.Tensor {
  const [sources, masks] = [memory.arraySync(), memoryMask.arraySync()]
  const output = target.arraySync().map((tokens, b) => {
    const isPast = (t: number, s: number) => s <= t
    const isReal = (_: number, s: number) => masks[b]![s] === 1
    const x = addNorm(tokens, attend(tokens, tokens, selfAttention, nHeads, isPast), ln1)
    const y = addNorm(x, attend(x, sources[b]!, crossAttention, nHeads, isReal), ln2)
    const inner = project(y, ffn.w1, ffn.b1).map((row) => row.map((value) => Math.max(0, value)))
    return addNorm(y, project(inner, ffn.w2, ffn.b2), ln3)
  })
  return tf.tensor(output)
}

/** `asking` writes the queries, `read` the keys and values. */
function attend(
  asking: Rows,
  read: Rows,
  weights: Attention,
  nHeads: number,
  maySee: (t: number, s: number) => boolean,
): Rows {
  const queries = project(asking, weights.wq, weights.bq) // [T][dModel]
  const keys = project(read, weights.wk, weights.bk) // [S][dModel]
  const values = project(read, weights.wv, weights.bv) // [S][dModel]
  const mixed = asking.map((row) => row.map(() => 0))
  const dHead = queries[0]!.length / nHeads
  for (let h = 0; h < nHeads; h++) {
    const [first, end] = [h * dHead, (h + 1) * dHead]
    for (let t = 0; t < asking.length; t++) {
      const scores = keys.map((key, s) => {
        if (!maySee(t, s)) return -Infinity
        let product = 0
        for (let c = first; c < end; c++) product += queries[t]![c]! * key[c]!
        return product / Math.sqrt(dHead)
      })
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = exponentials.reduce((one, other) => one + other, 0)
      for (let s = 0; s < read.length; s++) {
        for (let c = first; c < end; c++)
          mixed[t]![c]! += (exponentials[s]! / total) * values[s]![c]!
      }
    }
  }
  return project(mixed, weights.wo, weights.bo)
}

/** LN(x + added), each token on its own. */
function addNorm(x: Rows, added: Rows, { gamma, beta }: Norm): Rows {
  const [gain, shift] = [gamma.arraySync(), beta.arraySync()]
  return x.map((token, t) => {
    const sum = token.map((value, c) => value + added[t]![c]!)
    const mean = sum.reduce((total, value) => total + value, 0) / sum.length
    const variance = sum.reduce((total, value) => total + (value - mean) ** 2, 0) / sum.length
    return sum.map(
      (value, c) => gain[c]! * ((value - mean) / Math.sqrt(variance + 1e-5)) + shift[c]!,
    )
  })
}

/** Every row times the rows of W, plus b. */
function project(rows: Rows, W: tf.Tensor2D, b: tf.Tensor1D): Rows {
  const [weight, bias] = [W.arraySync(), b.arraySync()]
  return rows.map((row) =>
    weight.map((column, o) => column.reduce((total, w, i) => total + w * row[i]!, bias[o]!)),
  )
}
