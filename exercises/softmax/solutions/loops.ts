/** Softmax of each row, one number at a time. */
export function softmax(scores: number[][]): number[][] {
  const weights: number[][] = []
  for (const row of scores) {
    let highest = -Infinity
    for (const score of row) if (score > highest) highest = score

    const exponentials: number[] = []
    let sum = 0
    for (const score of row) {
      const exponential = Math.exp(score - highest)
      exponentials.push(exponential)
      sum += exponential
    }
    weights.push(exponentials.map((exponential) => exponential / sum))
  }
  return weights
}
