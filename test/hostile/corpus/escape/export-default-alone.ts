// expect: compileError
// The right function under the name `default`: the export that is wanted is missing, and the report says
// which there are.
export default function softmax(scores: number[][]) {
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
