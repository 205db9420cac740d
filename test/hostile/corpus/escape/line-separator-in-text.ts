// expect: passed
// U+2028 ends a line for some readers and not for others: what one takes for a string another takes for code.
export function softmax(scores: number[][]) {
  const text = ' globalThis.stolen = 1 //'
  // a comment  void (globalThis as { stolen?: number }).stolen
  return text.length !== 25 || 'stolen' in globalThis ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
