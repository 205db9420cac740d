import type * as tf from '@tensorflow/tfjs-core'

interface Settings {
  temperature: number
  topK: number
  topP: number
}

/** The weights of a GPT, as tensors or as nested arrays of numbers. */
interface Gpt<Vector, Matrix> {
  wte: Matrix
  wpe: Matrix
  blocks: Block<Vector, Matrix>[]
  lnF: Norm<Vector>
}

interface Norm<Vector> {
  gamma: Vector
  beta: Vector
}

interface Block<Vector, Matrix> {
  ln1: Norm<Vector>
  attention: Attention<Vector, Matrix>
  ln2: Norm<Vector>
  ffn: { w1: Matrix; b1: Vector; w2: Matrix; b2: Vector }
}

interface Attention<Vector, Matrix> {
  wq: Matrix
  bq: Vector
  wk: Matrix
  bk: Vector
  wv: Matrix
  bv: Vector
  wo: Matrix
  bo: Vector
}

/** One row per token. */
type Rows = number[][]

export type NumberGpt = Gpt<number[], Rows>

/** Writes a text, one number at a time. */
export function writeText(
  weights: Gpt<tf.Tensor1D, tf.Tensor2D>,
  nHeads: number,
  vocabulary: string[],
  prompt: string,
  settings: Settings,
  uniforms: number[],
): string {
  const numbers = numbersOf(weights)
  const ids = [0]
  for (const character of prompt) ids.push(vocabulary.indexOf(character) + 1)
  let text = prompt
  for (const uniform of uniforms) {
    const id = draw(scoresAfter(ids, numbers, nHeads), settings, uniform)
    if (id === 0) break
    ids.push(id)
    text += vocabulary[id - 1]!
  }
  return text
}

/** One score for every token: what comes after the newest of `ids`, as many as the model can read. */
export function scoresAfter(ids: number[], weights: NumberGpt, nHeads: number): number[] {
  const { wte, wpe, blocks, lnF } = weights
  const window = ids.slice(Math.max(0, ids.length - wpe.length))
  let x = window.map((id, t) => wte[id]!.map((value, c) => value + wpe[t]![c]!))
  for (const block of blocks) x = applyBlock(x, block, nHeads)
  const [last] = normalise([x[x.length - 1]!], lnF)
  return wte.map((token) => dot(token, last!, 0, token.length))
}

/** The token in whose interval the uniform number lies; likelier ones first, then the lower id. */
function draw(scores: number[], { temperature, topK, topP }: Settings, uniform: number): number {
  const ranked = scores.map((_, id) => id)
  ranked.sort((one, other) => scores[other]! - scores[one]! || one - other)
  if (temperature === 0) return ranked[0]!
  const likely = ranked.slice(0, topK)
  const exponentials = likely.map((id) =>
    Math.exp((scores[id]! - scores[likely[0]!]!) / temperature),
  )
  const total = sumOf(exponentials)
  const kept: number[] = []
  for (let mass = 0; kept.length < likely.length && mass < topP;) {
    mass += exponentials[kept.length]! / total
    kept.push(exponentials[kept.length]!)
  }
  const target = uniform * sumOf(kept)
  let reached = 0
  for (const [place, weight] of kept.entries()) {
    reached += weight
    if (reached > target) return likely[place]!
  }
  return likely[kept.length - 1]!
}

function applyBlock(
  x: Rows,
  { ln1, attention, ln2, ffn }: Block<number[], Rows>,
  nHeads: number,
): Rows {
  const y = sum(x, attend(normalise(x, ln1), attention, nHeads))
  const hidden = project(normalise(y, ln2), ffn.w1, ffn.b1).map((row) => row.map(gelu)) // [T][dFF]
  return sum(y, project(hidden, ffn.w2, ffn.b2))
}

/** Token t reads tokens 0 … t only, so no mask is needed. */
function attend(x: Rows, weights: Attention<number[], Rows>, nHeads: number): Rows {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const [queries, keys, values] = [project(x, wq, bq), project(x, wk, bk), project(x, wv, bv)]
  const mixed = x.map((row) => row.map(() => 0))
  const dHead = x[0]!.length / nHeads
  for (let h = 0; h < nHeads; h++) {
    const [first, end] = [h * dHead, (h + 1) * dHead]
    for (let t = 0; t < x.length; t++) {
      const scores: number[] = []
      for (let s = 0; s <= t; s++) {
        scores.push(dot(queries[t]!, keys[s]!, first, end) / Math.sqrt(dHead))
      }
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = sumOf(exponentials)
      for (let s = 0; s <= t; s++) {
        const share = exponentials[s]! / total
        for (let c = first; c < end; c++) mixed[t]![c]! += share * values[s]![c]!
      }
    }
  }
  return project(mixed, wo, bo)
}

function normalise(rows: Rows, { gamma, beta }: Norm<number[]>): Rows {
  return rows.map((row) => {
    const mean = sumOf(row) / row.length
    let squares = 0
    for (const value of row) squares += (value - mean) ** 2
    const deviation = Math.sqrt(squares / row.length + 1e-5)
    return row.map((value, c) => gamma[c]! * ((value - mean) / deviation) + beta[c]!)
  })
}

/** Every row times the rows of W, plus b. */
function project(rows: Rows, W: Rows, b: number[]): Rows {
  return rows.map((row) => W.map((column, o) => dot(column, row, 0, row.length) + b[o]!))
}

function dot(one: number[], other: number[], first: number, end: number): number {
  let product = 0
  for (let c = first; c < end; c++) product += one[c]! * other[c]!
  return product
}

function sum(one: Rows, other: Rows): Rows {
  return one.map((row, t) => row.map((value, c) => value + other[t]![c]!))
}

function sumOf(values: number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
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

function numbersOf({ wte, wpe, blocks, lnF }: Gpt<tf.Tensor1D, tf.Tensor2D>): NumberGpt {
  const norm = ({ gamma, beta }: Norm<tf.Tensor1D>) => ({
    gamma: gamma.arraySync(),
    beta: beta.arraySync(),
  })
  return {
    wte: wte.arraySync(),
    wpe: wpe.arraySync(),
    blocks: blocks.map(({ ln1, attention, ln2, ffn }) => ({
      ln1: norm(ln1),
      attention: {
        wq: attention.wq.arraySync(),
        bq: attention.bq.arraySync(),
        wk: attention.wk.arraySync(),
        bk: attention.bk.arraySync(),
        wv: attention.wv.arraySync(),
        bv: attention.bv.arraySync(),
        wo: attention.wo.arraySync(),
        bo: attention.bo.arraySync(),
      },
      ln2: norm(ln2),
      ffn: {
        w1: ffn.w1.arraySync(),
        b1: ffn.b1.arraySync(),
        w2: ffn.w2.arraySync(),
        b2: ffn.b2.arraySync(),
      },
    })),
    lnF: norm(lnF),
  }
}
