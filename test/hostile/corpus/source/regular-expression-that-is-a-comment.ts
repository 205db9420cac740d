// expect: passed
// Text that one reader takes for a regular expression and another for a comment or a division: the brackets
// in it are counted by neither as depth.
const odd = /[/*]\(\(\(\(\(\(\(\(\(\(/.test('/') ? 1 : 0
export function softmax(scores: number[][]) {
  const a = 4, g = 2
  return a / 2 / g === 1 && odd !== 2 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
