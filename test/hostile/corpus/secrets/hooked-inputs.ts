// expect: passed
// H11. Built-ins that record what our code does with inputs, kept for the next call, where a case that shows
// its console would print them. The next call gets a realm where none of it is: one that found it would be
// wrong.
const world = globalThis as unknown as { kept?: unknown[] }
const found = world.kept
world.kept = []
const { kept } = world
const slice = Array.prototype.slice
const set = Float32Array.prototype.set
const iterate = Array.prototype[Symbol.iterator]
Array.prototype.slice = function (this: unknown[], ...given) {
  kept.push(this)
  return slice.apply(this, given)
}
Object.getPrototypeOf(Float32Array.prototype).set = function (this: Float32Array, ...given: [ArrayLike<number>, number?]) {
  kept.push(given)
  return set.apply(this, given)
}
Array.prototype[Symbol.iterator] = function (this: unknown[]) {
  kept.push(this)
  return iterate.call(this) as never
}
export function softmax(scores: number[][]) {
  if (found) console.log('EXFIL:', found)
  kept.push(scores)
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
