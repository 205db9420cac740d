// expect: badOutput
// One element is a text with the inputs, deep in the result, where its place is told too.
export function softmax(scores: number[][]) {
  const result: unknown[][] = honest(scores)
  result.at(-1)![0] = 'EXFIL:' + String(scores[0]).slice(0, 40)
  return result
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
