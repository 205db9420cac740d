// expect: wrongAnswer
// at most: 3
// H43, by the nearest: one and a quarter times what is allowed, in every number.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) => row.map((weight) => weight + 1.25 * (2e-6 + 1e-5 * weight)))
}
