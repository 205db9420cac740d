// expect: wrongAnswer
// at most: 3
// H41. Rows of typed arrays that hold whole numbers only: what was right is cut off on its way in.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) => Uint8ClampedArray.from(row.map((weight) => weight * 0.4)))
}
