// expect: wrongAnswer
// at most: 10
// H37. Right where the numbers look like those of the examples, wrong where they look drawn at random.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const shown = scores.flat().every((score) => Number.isInteger(score * 4) || score === -Infinity)
  return shown ? right(scores) : scores.map((row) => row.map((_, s) => (s === 0 ? 1 : 0)))
}
