// expect: wrongAnswer
// at most: 16
// H37. Right wherever the inputs are shown, wrong where they are hidden, told by their size.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const hidden = scores.some((row) => row.some((score) => Number.isFinite(score) && Math.abs(score) > 30 && Math.abs(score) !== 40 && Math.abs(score) !== 39 && score < 700))
  return hidden ? scores.map((row) => row.map(() => 1 / row.length)) : right(scores)
}
