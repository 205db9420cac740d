// expect: compileError
// H115. The function's name has a Cyrillic letter in it and looks right. The export that is wanted is
// missing; the report shows which is there.
export function softmаx(scores: number[][]) {
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
