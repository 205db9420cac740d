// expect: compileError
// H111. A hundred thousand brackets: a compiler that follows them runs out of stack. They are counted before
// it sees them.
export const softmax = /* repeat 100000: ( */honest/* repeat 100000: ) */

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
