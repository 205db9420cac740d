// expect: passed
// H6. Walks everything that can be reached in six steps, errors and call sites included, for an object of
// isolated-vm: such a thing would be a way out.
const suspicious = /^(Reference|ExternalCopy|Isolate|Callback|NativeModule|Context|Script|Module)$/
export function softmax(scores: number[][]) {
  const seen = new Set<unknown>()
  const found: string[] = []
  const visit = (value: unknown, depth: number): void => {
    if (depth > 6 || value === null || seen.has(value)) return
    if (typeof value !== 'object' && typeof value !== 'function') return
    seen.add(value)
    const name = Object.getOwnPropertyDescriptor(value, 'name')?.value as unknown
    if (typeof name === 'string' && suspicious.test(name)) found.push(name)
    if (suspicious.test(Object.prototype.toString.call(value).slice(8, -1))) found.push(String(value))
    visit(Object.getPrototypeOf(value), depth + 1)
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key)
      for (const part of [property?.value, property?.get, property?.set]) visit(part, depth + 1)
    }
  }
  visit(globalThis, 0)
  const makers = Error as unknown as { prepareStackTrace?: unknown }
  makers.prepareStackTrace = (_: unknown, sites: unknown) => sites
  visit(new Error().stack, 0)
  delete makers.prepareStackTrace
  console.log(seen.size, 'objects', found.join())
  return found.length > 0 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
