// expect: compileError
// H111. The same with template literals, one inside the other: each is a token for some readers and a tree
// for others.
const text = /* repeat 20000: `${ */1/* repeat 20000: }` */
export function softmax(scores: number[][]) {
  return text ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
