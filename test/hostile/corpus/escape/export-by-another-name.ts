// expect: passed
// Exports under names in quotes, with `__esModule` and `__proto__` among them: names, and nothing else.
const kept = 1
export { honest as 'softmax', kept as '__proto__', kept as 'constructor', kept as 'toString', kept as '__esModule' }

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
