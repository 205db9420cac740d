// expect: compileError
// H111. The same with types, which stand in angle brackets that also mean less and greater.
type Deep = /* repeat 20000: Array< */number/* repeat 20000: > */
export function softmax(scores: number[][] | Deep) {
  return honest(scores as number[][])
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
