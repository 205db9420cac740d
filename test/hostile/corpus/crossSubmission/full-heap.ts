// expect: passed
// H102. Fills the heap to just below its limit, with texts that all differ and numbers that are kept, and
// ends well. The child goes with all that it holds; the submission behind it has one of its own.
export function softmax(scores: number[][]) {
  const kept: unknown[] = []
  for (let i = 0; i < 100_000; i++) kept.push('text ' + i)
  kept.push(new Float64Array(2 ** 21).fill(1))
  return kept.length > 100_000 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
