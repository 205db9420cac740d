// expect: passed
// `-->` can be the end of a comment in a script, and is two operators here. The compiler writes them apart,
// so that engine and compiler agree: the loop runs.
export function softmax(scores: number[][]) {
  let rounds = 3
  let seen = 0
  while (rounds --> 0) seen++
  return seen === 3 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
