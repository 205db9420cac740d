// expect: passed
// H103. Tries to leave a file where the next would find it. There is nothing to write with.
export function softmax(scores: number[][]) {
  const make = Function as unknown as (text: string) => () => unknown
  const attempts = [
    "return require('fs').writeFileSync('/tmp/mark', 'x')",
    "return process.binding('fs')",
    "return process.mainModule.require('fs')",
    "return Deno.writeTextFile('/tmp/mark', 'x')",
    "return Bun.write('/dev/shm/mark', 'x')",
    "return write('/tmp/mark', 'x')",
    "return localStorage.setItem('mark', 'x')",
    "return caches.open('mark')",
    "return indexedDB.open('mark')",
    "return new BroadcastChannel('mark').postMessage('x')",
  ]
  for (const attempt of attempts) {
    try {
      make(attempt)()
      return []
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
