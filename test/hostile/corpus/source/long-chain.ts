// expect: passed
// H111. Ten thousand links in a row are no depth, or not one that hurts: a long chain of commas is legal and
// runs.
const sum = [/* repeat 10000: 1, */].length
export function softmax(scores: number[][]) {
  return sum === 10_000 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
