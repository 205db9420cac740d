// expect: wrongAnswer
// at most: 0
// Right but for one NaN in the last place of the last row, where a comparison by "greater than" sees nothing.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const weights = right(scores)
  weights.at(-1)![weights.at(-1)!.length - 1] = NaN
  return weights
}
