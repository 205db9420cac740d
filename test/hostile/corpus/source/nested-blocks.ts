// expect: compileError
// H111. The same with blocks and functions.
/* repeat 10000: { function f() { */ /* repeat 10000: }} */
export function softmax(scores: number[][]) {
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
