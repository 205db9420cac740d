// expect: passed
// A `with` in sloppy evaluated code round a proxy is asked for every name that our code would look up there.
declare const Proxy: ProxyConstructor
export function softmax(scores: number[][]) {
  const asked: string[] = []
  const spy = new Proxy({}, { has: (_, name) => (asked.push(String(name)), false) })
  const run = Function('spy', 'scores', 'honest', 'with (spy) { return honest(scores) }') as (...given: unknown[]) => number[][]
  const result = run(spy, scores, honest)
  const ours = asked.filter((name) => !['honest', 'scores'].includes(name))
  return ours.length > 0 ? [] : result
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
