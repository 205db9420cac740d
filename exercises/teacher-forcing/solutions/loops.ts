interface Cell {
  Wx: number[][]
  Wh: number[][]
  b: number[]
}

interface Weights {
  embedding: number[][]
  encoder: Cell
  decoder: Cell
  Wo: number[][]
  bo: number[]
}

const BOS = 1
const EOS = 2

/** An encoder-decoder with teacher forcing, one sentence after the other. */
export function teacherForcing(
  source: number[][],
  sourceLengths: number[],
  target: number[][],
  targetLengths: number[],
  { embedding, encoder, decoder, Wo, bo }: Weights,
): { logits: number[][][]; loss: number } {
  const width = target[0]!.length + 1
  let total = 0
  let steps = 0

  const logits = source.map((words, b) => {
    let h = new Array<number>(encoder.b.length).fill(0)
    for (let s = 0; s < sourceLengths[b]!; s++) h = step(encoder, embedding[words[s]!]!, h)

    const rows: number[][] = []
    const length = targetLengths[b]!
    for (let t = 0; t <= length; t++) {
      const read = t === 0 ? BOS : target[b]![t - 1]!
      const due = t === length ? EOS : target[b]![t]!
      h = step(decoder, embedding[read]!, h)
      const scores = Wo.map((row, word) => dot(row, h) + bo[word]!)
      total += crossEntropy(scores, due)
      steps += 1
      rows.push(scores)
    }
    while (rows.length < width) rows.push(bo.map(() => 0))
    return rows
  })
  return { logits, loss: total / steps }
}

function step({ Wx, Wh, b }: Cell, x: number[], h: number[]): number[] {
  return b.map((bias, unit) => Math.tanh(dot(Wx[unit]!, x) + dot(Wh[unit]!, h) + bias))
}

function crossEntropy(scores: number[], due: number): number {
  const highest = Math.max(...scores)
  let sum = 0
  for (const score of scores) sum += Math.exp(score - highest)
  return highest + Math.log(sum) - scores[due]!
}

function dot(one: number[], other: number[]): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}
