// expect: compileError
// H111. A tower that needs no brackets: each arrow is the body of the one before.
export const softmax = /* repeat 30000: a=> */honest

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
