// expect: badOutput
// H4. A name made at run time. `import()` becomes the sandbox's own `require`, which refuses, inside a
// promise: an async function returns one, and that is no array.
export async function softmax(scores: number[][]) {
  const files = (await import(['node', 'fs'].join(':'))) as { readFileSync(path: string): Uint8Array }
  console.log('EXFIL:', files.readFileSync('/etc/passwd').length)
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
