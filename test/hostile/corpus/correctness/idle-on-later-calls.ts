// expect: badOutput
// at most: 1
// H46. Works once and does nothing afterwards, by sizes that the first case alone has. There is no timed
// case here whose result is not looked at.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  if (scores.length === 2 && scores[0]!.length === 3) return right(scores)
}
