// expect: passed
// Asks how it is called: as a constructor, or with a `this`. It is called as a plain function with nothing.
export const softmax = function (this: unknown, scores: number[][]) {
  return new.target !== undefined || this !== undefined || arguments.length !== 1 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
