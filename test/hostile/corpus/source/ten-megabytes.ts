// expect: refused
// H110. The server takes at most 256 KiB and says so, before anything is stored or compiled.
export function softmax(scores: number[][]) {
  return honest(scores)
}
/* repeat 150000: // ten megabytes are made of lines like this one, which say nothing at all\n */

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
