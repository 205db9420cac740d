// expect: compileError
// An import with attributes, of a file that lies beside the grader.
import settings from '../../../package.json' with { type: 'json' }
export function softmax(scores: number[][]) {
  console.log('EXFIL:', settings)
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
