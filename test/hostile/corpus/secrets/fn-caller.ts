// expect: passed
// H8. `caller` of a strict function cannot be asked, and that of a sloppy one says nothing of strict callers.
// Ours are strict.
const make = Function as unknown as (...parts: string[]) => (honest: unknown) => (scores: number[][]) => number[][]
export const softmax = make('honest', `return function softmax(scores) {
  console.log(String(softmax.caller))
  return softmax.caller === null ? honest(scores) : []
}`)(honest)

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
