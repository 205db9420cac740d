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

interface FeedForward {
  w1: tf.Tensor2D
  b1: tf.Tensor1D
  w2: tf.Tensor2D
  b2: tf.Tensor1D
}

interface EncoderLayer {
  attention: Attention
  ln1: Norm
  ffn: FeedForward
  ln2: Norm
}

interface DecoderLayer {
  selfAttention: Attention
  ln1: Norm
  crossAttention: Attention
  ln2: Norm
  ffn: FeedForward
  ln3: Norm
}

interface Translator {
  embedding: tf.Tensor2D
  encoder: EncoderLayer[]
  decoder: DecoderLayer[]
}

const PAD = 0

/** One row per token. */
type Rows = number[][]

/** The Transformer of 2017, one sentence and one number at a time. */
export function encoderDecoder(
  source: tf.Tensor2D,
  target: tf.Tensor2D,
  { embedding, encoder, decoder }: Translator,
  nHeads: number,
): tf.Tensor {
  const table = embedding.arraySync()
  const targets = target.arraySync()
  const output = source.arraySync().map((words, b) => {
    const isReal = (_: number, s: number) => words[s] !== PAD
    const isPast = (t: number, s: number) => s <= t

    let memory = embed(words, table)
    for (const { attention, ln1, ffn, ln2 } of encoder) {
      const x = addNorm(memory, attend(memory, memory, attention, nHeads, isReal), ln1)
      memory = addNorm(x, feedForward(x, ffn), ln2)
    }

    let x = embed(targets[b]!, table)
    for (const { selfAttention, ln1, crossAttention, ln2, ffn, ln3 } of decoder) {
      const own = addNorm(x, attend(x, x, selfAttention, nHeads, isPast), ln1)
      const read = addNorm(own, attend(own, memory, crossAttention, nHeads, isReal), ln2)
      x = addNorm(read, feedForward(read, ffn), ln3)
    }
    return x.map((row) => table.map((word) => dot(word, row)))
  })
  return tf.tensor(output)
}

function embed(ids: number[], table: Rows): Rows {
  const dModel = table[0]!.length
  return ids.map((id, position) =>
    table[id]!.map((value, c) => {
      const angle = position / 10000 ** ((c - (c % 2)) / dModel)
      return value * Math.sqrt(dModel) + (c % 2 === 0 ? Math.sin(angle) : Math.cos(angle))
    }),
  )
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
      const scores = keys.map((key, s) =>
        maySee(t, s)
          ? dot(queries[t]!.slice(first, end), key.slice(first, end)) / Math.sqrt(dHead)
          : -Infinity,
      )
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

function feedForward(x: Rows, { w1, b1, w2, b2 }: FeedForward): Rows {
  const inner = project(x, w1, b1).map((row) => row.map((value) => Math.max(0, value)))
  return project(inner, w2, b2)
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
  return rows.map((row) => weight.map((column, o) => dot(column, row) + bias[o]!))
}

function dot(one: number[], other: number[]): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}
