// expect: passed
// H4. `import()` in evaluated text, which no compiler saw: the isolate has no loader of modules. The promises
// are rejected after the call, and nobody listens.
export function softmax(scores: number[][]) {
  const steal = "import('node:fs').then((files) => { globalThis.stolen = files; console.log('EXFIL:') })"
  for (const run of [eval, (0, eval), Function, async function () {}.constructor] as ((text: string) => unknown)[]) {
    const made = run(steal)
    if (typeof made === 'function') (made as () => void)()
  }
  return 'stolen' in globalThis ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
