// expect: badOutput
// at most: 0
// H42. The right numbers with exchanged axes. Every case has another size on every axis, so no
// transposed result fits by chance; what is due is another shape, so the output cannot be read.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const weights = right(scores)
  return weights[0]!.map((_, s) => weights.map((row) => row[s]!))
}
