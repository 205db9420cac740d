// expect: wrongAnswer
// Writes over its inputs. A hidden case says which parameter was changed, not to what.
export function softmax(scores: number[][]) {
  const result = honest(scores)
  scores[0]![0] = 31337
  return result
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
