// expect: runtimeError
// TypeScript's own form of `require`. It is a call of `require` in the end, and the sandbox's refuses;
// SECURITY asks only that it does not load.
import files = require('node:fs')
export function softmax(scores: number[][]) {
  console.log('EXFIL:', (files as { readFileSync(path: string): Uint8Array }).readFileSync('/etc/passwd').length)
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
