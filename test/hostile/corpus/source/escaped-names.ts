// expect: passed
// H115. Names written with escapes are the names that they spell.
export function soft\u006dax(scores: number[][]) {
  const \u{68}idden = scores
  return honest(hidden)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
