// expect: refused
// H110. Just over the limit.
export function softmax(scores: number[][]) {
  return honest(scores)
}
/* repeat 262144: x */

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
