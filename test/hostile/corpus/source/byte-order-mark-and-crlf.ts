// expect: passed
// H115. A byte order mark in front of the code, carriage returns at the ends of lines, form feeds and no-break spaces between words.
﻿export functionsoftmax(scores: number[][]) {
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
