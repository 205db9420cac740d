// expect: passed
// Directives that switch an engine's modes: strict, asm and words that are none.
'use strict'
'use asm'
'use sloppy'
export function softmax(scores: number[][]) {
  'use asm'
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
