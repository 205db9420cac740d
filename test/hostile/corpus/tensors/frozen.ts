// expect: passed
// A result that is frozen through and through, and whose rows are all the same object where they are equal.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const rows = new Map<string, readonly number[]>()
  for (const row of right(scores)) rows.set(String(row), Object.freeze(row))
  return Object.freeze(right(scores).map((row) => rows.get(String(row))))
}
