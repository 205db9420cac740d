// expect: passed
// H41. Typed arrays of other precisions in the place of rows. An array of numbers was asked for, and a
// Float64Array is one; SECURITY's BAD_OUTPUT is meant for tensors, where float64 does not exist.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row, t) => (t % 2 ? Float64Array.from(row) : Float32Array.from(row)))
}
