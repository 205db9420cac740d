// expect: passed
// H104. Two looks at the clock round a long loop see the same moment, by all its names: without a clock no
// cache can be measured.
export function softmax(scores: number[][]) {
  const look = () => [Date.now(), +new Date(), Date(), new Date().toLocaleString(), String(new (class extends Date {})())].join()
  const before = look()
  for (let i = 0, n = 0; i < 2e7; i++) n += Math.sqrt(i)
  const others = ['Temporal', 'Intl', 'performance', 'Atomics', 'SharedArrayBuffer', 'WebAssembly']
  const knowsTime = others.some((name) => name in globalThis) || 'toTemporalInstant' in Date.prototype
  return before === look() && !knowsTime ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
