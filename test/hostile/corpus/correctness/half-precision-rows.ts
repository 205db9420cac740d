// expect: wrongAnswer
// at most: 8
// Rows of Float16Array: three digits are not enough for this tolerance. What has few digits is right.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const Half = (globalThis as unknown as { Float16Array?: typeof Float32Array }).Float16Array
  return right(scores).map((row) =>
    Half ? Half.from(row) : row.map((weight) => Math.round(weight * 1024) / 1024),
  )
}
