// expect: compileError
// Closes the function that the sandbox puts round a file, to run outside of it. The compiler reads the file
// alone, and there the bracket closes nothing.
export function softmax(scores: number[][]) {
  return honest(scores)
}
})
globalThis.stolen = typeof guest
;(function () {

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
