interface Measured {
  variance: number[]
  largest: number[]
  entropy: number[]
}

/** The experiment on the variance of scores, one number at a time. */
export function scoreVariance(
  q: number[][],
  k: number[][],
  widths: number[],
): { raw: Measured; scaled: Measured } {
  const raw: Measured = { variance: [], largest: [], entropy: [] }
  const scaled: Measured = { variance: [], largest: [], entropy: [] }
  for (const d of widths) {
    measure(raw, scoresOf(q, k, d, 1))
    measure(scaled, scoresOf(q, k, d, Math.sqrt(d)))
  }
  return { raw, scaled }
}

function scoresOf(q: number[][], k: number[][], d: number, divisor: number): number[][] {
  return q.map((query) =>
    k.map((key) => {
      let product = 0
      for (let channel = 0; channel < d; channel++) product += query[channel]! * key[channel]!
      return product / divisor
    }),
  )
}

/** Appends the three numbers of these scores. */
function measure(to: Measured, scores: number[][]): void {
  const all = scores.flat()
  const centre = mean(all)
  to.variance.push(mean(all.map((score) => (score - centre) ** 2)))

  const weights = scores.map(softmax)
  to.largest.push(mean(weights.map((row) => Math.max(...row))))
  to.entropy.push(mean(weights.map(entropyOf)))
}

function softmax(scores: number[]): number[] {
  const highest = Math.max(...scores)
  const exponentials = scores.map((score) => Math.exp(score - highest))
  const sum = mean(exponentials) * exponentials.length
  return exponentials.map((one) => one / sum)
}

function entropyOf(weights: number[]): number {
  let entropy = 0
  for (const weight of weights) if (weight > 0) entropy -= weight * Math.log(weight)
  return entropy
}

function mean(numbers: number[]): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum / numbers.length
}
