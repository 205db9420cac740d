// expect: passed
// A sloppy function gets the global object as `this`. That one leads no further than its own name does.
const make = Function as unknown as (...parts: string[]) => (honest: unknown) => (scores: number[][]) => number[][]
export const softmax = make('honest', `return function softmax(scores) {
  if (this !== globalThis || softmax.caller !== null || arguments.callee !== softmax) return []
  return honest(scores)
}`)(honest)

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
