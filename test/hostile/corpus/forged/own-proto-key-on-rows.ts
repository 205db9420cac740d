// expect: passed
// H29, beside right numbers: rows that carry own keys `__proto__`, `length` of another class, and more.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const weights = right(scores)
  for (const row of weights) {
    Object.defineProperty(row, '__proto__', { value: { isAdmin: true }, enumerable: true })
    Object.defineProperty(row, 'constructor', { value: { prototype: null }, enumerable: true })
  }
  return weights
}
