// expect: compileError
// H114. `await` outside of an async function: refused with words of its own.
const value = await Promise.resolve(1)
export function softmax(scores: number[][]) {
  return value ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
