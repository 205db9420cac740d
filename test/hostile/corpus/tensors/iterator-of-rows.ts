// expect: badOutput
// at most: 0
// A generator, and iterators, in the place of arrays.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function* softmax(scores: number[][]) {
  for (const row of right(scores)) yield row.values()
}
