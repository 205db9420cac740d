// expect: compileError
// Forms of import that are newer than most parsers: what is not understood is refused, not passed on.
import defer * as files from 'node:fs'
import source wasm from './evil.wasm'
export function softmax(scores: number[][]) {
  console.log('EXFIL:', files, wasm)
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
