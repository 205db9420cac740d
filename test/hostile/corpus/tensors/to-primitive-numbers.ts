// expect: badOutput
// at most: 0
// Objects that turn into whatever number is expected of them, and one that turns into another each time.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) =>
    row.map((weight) => ({ [Symbol.toPrimitive]: () => weight, valueOf: () => weight })),
  )
}
