import * as tf from '@tensorflow/tfjs-core'

interface Linear {
  w: tf.Tensor2D
  b: tf.Tensor1D
}

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

interface AgentWeights {
  embedReturn: Linear
  embedState: Linear
  embedAction: Linear
  time: tf.Tensor2D
  blocks: Block[]
  lnF: Norm
  head: Linear
}

/** One row per token. */
type Rows = number[][]

/** The Decision Transformer, one episode and one number at a time. */
export function decisionTransformer(
  rewards: tf.Tensor2D,
  states: tf.Tensor3D,
  actions: tf.Tensor3D,
  timesteps: tf.Tensor2D,
  weights: AgentWeights,
  nHeads: number,
): { returnsToGo: tf.Tensor; predictions: tf.Tensor } {
  const { embedReturn, embedState, embedAction, time, blocks, lnF, head } = weights
  const [seen, done, steps] = [states.arraySync(), actions.arraySync(), timesteps.arraySync()]
  const clock = time.arraySync()
  const returns = rewards.arraySync().map(toGo)

  const predictions = returns.map((row, b) => {
    let x: Rows = []
    for (const [t, sum] of row.entries()) {
      const when = clock[steps[b]![t]!]!
      const triple = [
        project([[sum]], embedReturn),
        project([seen[b]![t]!], embedState),
        project([done[b]![t]!], embedAction),
      ]
      for (const [token] of triple) x.push(token!.map((value, c) => value + when[c]!))
    }
    for (const block of blocks) x = applyBlock(x, block, nHeads)
    const final = normalise(x, lnF)
    return project(
      row.map((_, t) => final[3 * t + 1]!),
      head,
    )
  })
  return { returnsToGo: tf.tensor(returns), predictions: tf.tensor(predictions) }
}

/** Sums from each place to the end. */
function toGo(rewards: number[]): number[] {
  const sums = [...rewards]
  for (let t = sums.length - 2; t >= 0; t--) sums[t]! += sums[t + 1]!
  return sums
}

function applyBlock(x: Rows, { ln1, attention, ln2, ffn }: Block, nHeads: number): Rows {
  const y = sum(x, attend(normalise(x, ln1), attention, nHeads))
  const inner = project(normalise(y, ln2), { w: ffn.w1, b: ffn.b1 })
  return sum(
    y,
    project(
      inner.map((row) => row.map(gelu)),
      { w: ffn.w2, b: ffn.b2 },
    ),
  )
}

/** Causal self-attention: token t sees tokens 0 to t. */
function attend(x: Rows, weights: Attention, nHeads: number): Rows {
  const queries = project(x, { w: weights.wq, b: weights.bq })
  const keys = project(x, { w: weights.wk, b: weights.bk })
  const values = project(x, { w: weights.wv, b: weights.bv })
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
      for (const [s, exponential] of exponentials.entries()) {
        for (let c = first; c < end; c++) mixed[t]![c]! += (exponential / total) * values[s]![c]!
      }
    }
  }
  return project(mixed, { w: weights.wo, b: weights.bo })
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

/** Every row times the rows of w, plus b. */
function project(rows: Rows, { w, b }: Linear): Rows {
  const [weight, bias] = [w.arraySync(), b.arraySync()]
  return rows.map((row) =>
    weight.map((column, o) => column.reduce((total, one, i) => total + one * row[i]!, bias[o]!)),
  )
}

function sum(one: Rows, other: Rows): Rows {
  return one.map((row, t) => row.map((value, c) => value + other[t]![c]!))
}
