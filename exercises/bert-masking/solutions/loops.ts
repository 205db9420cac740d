interface Special {
  PAD: number
  CLS: number
  SEP: number
  MASK: number
}

interface Draws {
  pick: number[][]
  change: number[][]
  word: number[][]
}

const IGNORE = -100

/** BERT's masked language model around its encoder, one token after the other. */
export function bertMasking(
  ids: number[][],
  { PAD, CLS, SEP, MASK }: Special,
  { pick, change, word }: Draws,
  logits: number[][][],
): { inputs: number[][]; labels: number[][]; sees: boolean[][][]; loss: number } {
  const inputs = ids.map((row) => [...row])
  const labels = ids.map((row) => row.map(() => IGNORE))
  let total = 0
  let picked = 0
  for (const [b, row] of ids.entries()) {
    for (const [t, id] of row.entries()) {
      if (id === PAD || id === CLS || id === SEP || pick[b]![t]! >= 0.15) continue
      labels[b]![t] = id
      total += crossEntropy(logits[b]![t]!, id)
      picked += 1
      const vocab = logits[b]![t]!.length
      if (change[b]![t]! < 0.8) inputs[b]![t] = MASK
      else if (change[b]![t]! < 0.9) inputs[b]![t] = Math.floor(word[b]![t]! * vocab)
    }
  }
  const sees = ids.map((row) => row.map(() => row.map((id) => id !== PAD)))
  return { inputs, labels, sees, loss: picked === 0 ? 0 : total / picked }
}

function crossEntropy(scores: number[], due: number): number {
  const highest = Math.max(...scores)
  let sum = 0
  for (const score of scores) sum += Math.exp(score - highest)
  return highest + Math.log(sum) - scores[due]!
}
