// expect: badOutput
// at most: 0
// The right numbers as texts.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) => row.map(String))
}
