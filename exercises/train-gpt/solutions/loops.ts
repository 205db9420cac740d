/**
 * Forward and backward by hand, in doubles. Each step of the forward pass leaves on a tape how to go back:
 * played from its end, it gathers how much the loss changes with every number.
 */
import type * as tf from '@tensorflow/tfjs-core'

interface Settings {
  schedule: { maximum: number; minimum: number; warmup: number; total: number }
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  maxNorm: number
}

/** Rows of numbers, and the change of the loss with each of them. */
interface Matrix {
  rows: number
  width: number
  values: Float64Array
  slopes: Float64Array
}

/** A matrix, or a vector as a single row, that training changes. */
interface Weight extends Matrix {
  decays: boolean
  m: Float64Array
  v: Float64Array
}

interface Norm<Part> {
  gamma: Part
  beta: Part
}

interface Block<Part> {
  ln1: Norm<Part>
  attention: Record<'wq' | 'bq' | 'wk' | 'bk' | 'wv' | 'bv' | 'wo' | 'bo', Part>
  ln2: Norm<Part>
  ffn: Record<'w1' | 'b1' | 'w2' | 'b2', Part>
}

interface Model<Part> {
  wte: Part
  wpe: Part
  blocks: Block<Part>[]
  lnF: Norm<Part>
}

type Tape = (() => void)[]

export function trainGpt(
  data: number[],
  weights: Model<tf.Tensor>,
  nHeads: number,
  T: number,
  uniforms: number[][],
  settings: Settings,
  probe: number[],
): { losses: number[]; logits: number[][] } {
  const learned: Weight[] = []
  const model = read(weights, learned) as Model<Weight>
  const losses = uniforms.map((drawn, s) => {
    const starts = drawn.map((uniform) => Math.floor(uniform * (data.length - T)))
    const ids = starts.flatMap((start) => data.slice(start, start + T)) // [B·T]
    const due = starts.flatMap((start) => data.slice(start + 1, start + T + 1))
    for (const { slopes } of learned) slopes.fill(0)
    const tape: Tape = []
    const logits = forward(model, ids, T, nHeads, tape)
    const loss = surprise(logits, due)
    for (const back of tape.reverse()) back()
    update(learned, s + 1, rateOf(s + 1, settings.schedule), settings)
    return loss
  })
  const { rows, width, values } = forward(model, probe, probe.length, nHeads, [])
  const logits = Array.from({ length: rows }, (_, n) => [
    ...values.subarray(n * width, (n + 1) * width),
  ])
  return { losses, logits }
}

/** The weights in doubles; each is also added to `learned`. */
function read(tree: unknown, learned: Weight[]): unknown {
  if (Array.isArray(tree)) return tree.map((part) => read(part, learned))
  if (!('dataSync' in (tree as object))) {
    const parts = Object.entries(tree as object)
    return Object.fromEntries(parts.map(([name, part]) => [name, read(part, learned)]))
  }
  const tensor = tree as tf.Tensor
  const width = tensor.shape.at(-1)!
  const weight = {
    ...empty(tensor.size / width, width),
    decays: tensor.rank > 1,
    m: new Float64Array(tensor.size),
    v: new Float64Array(tensor.size),
  }
  weight.values.set(tensor.dataSync())
  learned.push(weight)
  return weight
}

function empty(rows: number, width: number): Matrix {
  const size = rows * width
  return { rows, width, values: new Float64Array(size), slopes: new Float64Array(size) }
}

/** Logits of every position, for texts of T tokens, one after the other. */
function forward(model: Model<Weight>, ids: number[], T: number, nHeads: number, tape: Tape) {
  let x = embed(ids, T, model, tape) // [B·T, dModel]
  for (const { ln1, attention, ln2, ffn } of model.blocks) {
    const before = normalise(x, ln1, tape)
    const q = project(before, attention.wq, attention.bq, tape)
    const k = project(before, attention.wk, attention.bk, tape)
    const v = project(before, attention.wv, attention.bv, tape)
    const mixed = attend(q, k, v, nHeads, T, tape)
    const y = add(x, project(mixed, attention.wo, attention.bo, tape), tape)
    const inner = gelu(project(normalise(y, ln2, tape), ffn.w1, ffn.b1, tape), tape)
    x = add(y, project(inner, ffn.w2, ffn.b2, tape), tape)
  }
  return project(normalise(x, model.lnF, tape), model.wte, null, tape) // [B·T, vocab]
}

function embed(ids: number[], T: number, { wte, wpe }: Model<Weight>, tape: Tape): Matrix {
  const C = wte.width
  const x = empty(ids.length, C)
  const each = (visit: (at: number, token: number, place: number) => void) =>
    ids.forEach((id, n) => {
      for (let c = 0; c < C; c++) visit(n * C + c, id * C + c, (n % T) * C + c)
    })
  each((at, token, place) => {
    x.values[at] = wte.values[token]! + wpe.values[place]!
  })
  tape.push(() =>
    each((at, token, place) => {
      wte.slopes[token]! += x.slopes[at]!
      wpe.slopes[place]! += x.slopes[at]!
    }),
  )
  return x
}

function normalise(x: Matrix, { gamma, beta }: Norm<Weight>, tape: Tape): Matrix {
  const C = x.width
  const y = empty(x.rows, C)
  const standard = new Float64Array(x.values.length)
  const deviations = new Float64Array(x.rows)
  for (let n = 0; n < x.rows; n++) {
    let [mean, variance] = [0, 0]
    for (let c = 0; c < C; c++) mean += x.values[n * C + c]! / C
    for (let c = 0; c < C; c++) variance += (x.values[n * C + c]! - mean) ** 2 / C
    deviations[n] = Math.sqrt(variance + 1e-5)
    for (let c = 0; c < C; c++) {
      const at = n * C + c
      standard[at] = (x.values[at]! - mean) / deviations[n]!
      y.values[at] = standard[at] * gamma.values[c]! + beta.values[c]!
    }
  }
  tape.push(() => {
    for (let n = 0; n < x.rows; n++) {
      let [level, spread] = [0, 0]
      for (let c = 0; c < C; c++) {
        const at = n * C + c
        const slope = y.slopes[at]! * gamma.values[c]!
        level += slope / C
        spread += (slope * standard[at]!) / C
        gamma.slopes[c]! += y.slopes[at]! * standard[at]!
        beta.slopes[c]! += y.slopes[at]!
      }
      for (let c = 0; c < C; c++) {
        const at = n * C + c
        const slope = y.slopes[at]! * gamma.values[c]!
        x.slopes[at]! += (slope - level - standard[at]! * spread) / deviations[n]!
      }
    }
  })
  return y
}

/** x Wᵀ + b. */
function project(x: Matrix, W: Weight, b: Weight | null, tape: Tape): Matrix {
  const [I, O] = [W.width, W.rows]
  const y = empty(x.rows, O)
  for (let n = 0; n < x.rows; n++) {
    for (let o = 0; o < O; o++) {
      let total = b ? b.values[o]! : 0
      for (let i = 0; i < I; i++) total += x.values[n * I + i]! * W.values[o * I + i]!
      y.values[n * O + o] = total
    }
  }
  tape.push(() => {
    for (let n = 0; n < x.rows; n++) {
      for (let o = 0; o < O; o++) {
        const slope = y.slopes[n * O + o]!
        if (b) b.slopes[o]! += slope
        for (let i = 0; i < I; i++) {
          x.slopes[n * I + i]! += slope * W.values[o * I + i]!
          W.slopes[o * I + i]! += slope * x.values[n * I + i]!
        }
      }
    }
  })
  return y
}

/** Causal attention within each text of T rows; head h has channels h·dHead to (h + 1)·dHead - 1. */
function attend(q: Matrix, k: Matrix, v: Matrix, nHeads: number, T: number, tape: Tape): Matrix {
  const C = q.width
  const dHead = C / nHeads
  const mixed = empty(q.rows, C)
  for (let n = 0; n < q.rows; n++) {
    const first = n - (n % T)
    for (let h = 0; h < nHeads; h++) {
      const channels = Array.from({ length: dHead }, (_, c) => h * dHead + c)
      const shares: number[] = []
      for (let s = first; s <= n; s++) {
        let product = 0
        for (const c of channels) product += q.values[n * C + c]! * k.values[s * C + c]!
        shares.push(product / Math.sqrt(dHead))
      }
      const highest = Math.max(...shares)
      let total = 0
      for (let s = 0; s < shares.length; s++) total += shares[s] = Math.exp(shares[s]! - highest)
      for (let s = 0; s < shares.length; s++) {
        shares[s]! /= total
        for (const c of channels)
          mixed.values[n * C + c]! += shares[s]! * v.values[(first + s) * C + c]!
      }
      tape.push(() => {
        const wanted = shares.map((share, s) => {
          let slope = 0
          for (const c of channels) {
            slope += mixed.slopes[n * C + c]! * v.values[(first + s) * C + c]!
            v.slopes[(first + s) * C + c]! += share * mixed.slopes[n * C + c]!
          }
          return slope
        })
        const average = wanted.reduce((sum, slope, s) => sum + slope * shares[s]!, 0)
        wanted.forEach((slope, s) => {
          const score = (shares[s]! * (slope - average)) / Math.sqrt(dHead)
          for (const c of channels) {
            q.slopes[n * C + c]! += score * k.values[(first + s) * C + c]!
            k.slopes[(first + s) * C + c]! += score * q.values[n * C + c]!
          }
        })
      })
    }
  }
  return mixed
}

function gelu(x: Matrix, tape: Tape): Matrix {
  const y = empty(x.rows, x.width)
  const phi = x.values.map((value) => (1 + erf(value * Math.SQRT1_2)) / 2)
  y.values.set(x.values.map((value, at) => value * phi[at]!))
  tape.push(() => {
    for (const [at, value] of x.values.entries()) {
      const density = Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)
      x.slopes[at]! += y.slopes[at]! * (phi[at]! + value * density)
    }
  })
  return y
}

/** 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … 2n+1): all terms have one sign, so nothing cancels. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let [term, total] = [x, 0]
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    total += term
    term *= (2 * x * x) / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total
}

function add(one: Matrix, other: Matrix, tape: Tape): Matrix {
  const sum = empty(one.rows, one.width)
  sum.values.set(one.values.map((value, at) => value + other.values[at]!))
  tape.push(() => {
    for (const [at, slope] of sum.slopes.entries()) {
      one.slopes[at]! += slope
      other.slopes[at]! += slope
    }
  })
  return sum
}

/** The mean of −log p[due] over all rows; the slopes of the logits are (p − onehot(due)) / rows. */
function surprise({ rows, width, values, slopes }: Matrix, due: number[]): number {
  let loss = 0
  for (let n = 0; n < rows; n++) {
    const row = values.subarray(n * width, (n + 1) * width)
    const highest = Math.max(...row)
    const total = row.reduce((sum, logit) => sum + Math.exp(logit - highest), 0)
    loss += (highest + Math.log(total) - row[due[n]!]!) / rows
    row.forEach((logit, id) => {
      const p = Math.exp(logit - highest) / total
      slopes[n * width + id] = (p - (id === due[n] ? 1 : 0)) / rows
    })
  }
  return loss
}

function rateOf(step: number, { maximum, minimum, warmup, total }: Settings['schedule']): number {
  if (step < warmup) return (maximum * step) / warmup
  if (step >= total) return minimum
  const progress = (step - warmup) / (total - warmup)
  return minimum + ((maximum - minimum) * (1 + Math.cos(Math.PI * progress))) / 2
}

/** One step of AdamW, with the gradients clipped to one norm. */
function update(learned: Weight[], step: number, rate: number, settings: Settings): void {
  const { beta1, beta2, epsilon, weightDecay, maxNorm } = settings
  let squares = 0
  for (const { slopes } of learned) for (const slope of slopes) squares += slope * slope
  const scale = Math.min(1, maxNorm / Math.sqrt(squares))
  for (const { values, slopes, decays, m, v } of learned) {
    for (let at = 0; at < values.length; at++) {
      const slope = slopes[at]! * scale
      m[at] = beta1 * m[at]! + (1 - beta1) * slope
      v[at] = beta2 * v[at]! + (1 - beta2) * slope * slope
      const mean = m[at]! / (1 - beta1 ** step)
      const root = Math.sqrt(v[at]! / (1 - beta2 ** step))
      if (decays) values[at]! *= 1 - rate * weightDecay
      values[at]! -= (rate * mean) / (root + epsilon)
    }
  }
}
