// expect: passed
// H100. Freezes all that it reaches, so that the next submission could change nothing of its own. It has a
// realm of its own.
export function softmax(scores: number[][]) {
  const result = honest(scores)
  for (const name of Reflect.ownKeys(globalThis)) {
    const one = (globalThis as unknown as Record<PropertyKey, unknown>)[name]
    if (typeof one === 'function' || (typeof one === 'object' && one !== null)) {
      Object.freeze((one as { prototype?: object }).prototype)
      if (one !== globalThis) Object.freeze(one)
    }
  }
  Object.preventExtensions(globalThis)
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
