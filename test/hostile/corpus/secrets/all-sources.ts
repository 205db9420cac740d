// expect: passed
// H10. The text of every function that can be reached: ours is the bundle of the guest, without any exercise,
// reference or secret in it. Prints what smells of one.
export function softmax(scores: number[][]) {
  const seen = new Set<unknown>()
  const waiting: unknown[] = [globalThis, console, new Error().stack]
  const smells: string[] = []
  while (waiting.length > 0) {
    const next = waiting.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue
    seen.add(next)
    const text = typeof next === 'function' ? Function.prototype.toString.call(next) : ''
    smells.push(...(text.match(/CANARY[\w-]*|postgres:\S*|\/\w+\/main\/\S*|misconception|tolerance|expected: /g) ?? []))
    waiting.push(Object.getPrototypeOf(next))
    for (const key of Reflect.ownKeys(next)) {
      const property = Object.getOwnPropertyDescriptor(next, key)
      waiting.push(property?.get, property?.set, property?.value)
    }
  }
  console.log(seen.size, 'objects', smells.join(' '))
  return smells.length > 0 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
