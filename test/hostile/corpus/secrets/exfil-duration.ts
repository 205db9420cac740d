// expect: passed
// H16. Takes as long as the first score is large. The times of hidden cases are rounded up to 10 ms, and so
// are the sums that they are part of.
export function softmax(scores: number[][]) {
  const rounds = Math.min(Math.abs(scores[0]![0]!), 60) * 2e4
  let sum = 0
  for (let i = 0; i < rounds; i++) sum += Math.sqrt(i)
  return sum < 0 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
