// expect: passed
// H100. Three students hand this in at once, one behind another. It marks everything that is shared within a
// realm, and is wrong where it finds a mark when it is loaded.
const world = globalThis as unknown as { mark?: string }
const shared = [Array.prototype, Object.prototype, Function.prototype, Error, Math, Promise.prototype] as { mark?: string }[]
const found = [world, ...shared].some(({ mark }) => mark !== undefined)
for (const one of [world, ...shared]) one.mark = 'left behind'
export function softmax(scores: number[][]) {
  return found ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
