// expect: passed
// H26. The same in a file that is right: our own code must not trip over it either.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const weights = right(scores)
  Math.abs = () => 0
  Object.is = () => false
  Array.isArray = (() => false) as never
  Number.isInteger = () => false
  Reflect.getOwnPropertyDescriptor = () => undefined
  Object.getOwnPropertyDescriptor = () => undefined
  Array.prototype.push = () => 0
  Function.prototype.call = () => 1
  const world = globalThis as unknown as Record<string, unknown>
  for (const name of ['Float64Array', 'ArrayBuffer', 'Map', 'Error', 'Promise']) world[name] = null
  return weights
}
