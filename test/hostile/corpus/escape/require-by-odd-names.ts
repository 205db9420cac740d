// expect: passed
// The sandbox's own `require` finds modules by name in an object: names that every object inherits must not
// be found there.
declare const require: (name: unknown) => unknown
export function softmax(scores: number[][]) {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'fs', 'node:fs', '', 'attendant/../fs', 'submission', './guest.js', 'isolated-vm', Symbol.iterator, 1, null, undefined]
  for (const name of names) {
    try {
      return [[String(require(name)).length]]
    } catch {}
  }
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
