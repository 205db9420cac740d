// expect: badOutput
// at most: 0
// H49m. An object with a `then` that would settle with the right result, and one that never would.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return { then: (resolve: (weights: number[][]) => void) => resolve(right(scores)) }
}
