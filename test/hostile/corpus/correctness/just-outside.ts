// expect: wrongAnswer
// at most: 3
// H43. Right numbers, each off by a thousandth. What the relations allow is less than that, but both
// runs of the one are off alike.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) => row.map((weight) => weight + 1e-3))
}
