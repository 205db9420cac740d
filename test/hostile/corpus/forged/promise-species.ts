// expect: badOutput
// at most: 0
// A promise of right numbers, with its own species and a `then` that is replaced. Results are not awaited.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export async function softmax(scores: number[][]) {
  Promise.prototype.then = function (resolve) {
    resolve?.(right(scores))
    return this as never
  }
  return right(scores)
}
