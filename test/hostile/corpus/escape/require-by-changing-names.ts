// expect: passed
// A name that is an object says another name each time it is asked: allowed at the check, forbidden at the
// use. It is asked once.
declare const require: (name: unknown) => Record<string, unknown>
export function softmax(scores: number[][]) {
  let asked = 0
  const name = { toString: () => (asked++ === 0 ? '@tensorflow/tfjs-core' : 'node:fs') }
  try {
    if ('readFileSync' in require(name)) return []
  } catch {}
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
