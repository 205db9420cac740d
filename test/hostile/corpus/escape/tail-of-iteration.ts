// expect: passed
// Iterators that are hooked on every prototype that has one: our code iterates over nothing among a student's
// objects.
export function softmax(scores: number[][]) {
  const result = honest(scores)
  const makers: object[] = [Array.prototype, Map.prototype, Set.prototype, String.prototype, Object.getPrototypeOf(Float64Array.prototype) as object]
  for (const maker of makers) {
    Object.defineProperty(maker, Symbol.iterator, { value: () => { throw new Error('EXFIL:' + JSON.stringify(scores)) } })
  }
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
