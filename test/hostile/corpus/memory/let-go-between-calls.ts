// expect: passed
//
// Beyond the list, and honest: each call uses a third of what it may, and keeps none of it. What earlier calls have
// let go of does not count against later ones, whenever V8 gets round to clearing up.
export function softmax(scores: number[][]): number[][] {
  const ones = new Float64Array(5 * 2 ** 20).fill(1)
  return scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most) * ones[0]!)
    const sum = powers.reduce((all, one) => all + one, 0)
    return powers.map((power) => power / sum)
  })
}
