// expect: passed
// H40. Zeros with a sign, and the smallest numbers there are, in the place of zeros. They are as near to
// 0 as numbers can be, so this is right.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row, t) =>
    row.map((weight) => (weight === 0 ? (t % 2 ? Number.MIN_VALUE : -0) : weight)),
  )
}
