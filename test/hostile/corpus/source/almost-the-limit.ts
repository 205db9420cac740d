// expect: passed
// H110. Just below the limit, in one line of text and many short ones: no reason to fail.
const text = '/* repeat 60000: ab */'
/* repeat 4000: // a comment of thirty-odd bytes\n */
export function softmax(scores: number[][]) {
  return text.length === 120_000 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
