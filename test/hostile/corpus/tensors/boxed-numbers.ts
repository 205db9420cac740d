// expect: badOutput
// at most: 0
// Numbers in boxes, which compare like numbers and are objects.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) => row.map((weight) => new Number(weight)))
}
