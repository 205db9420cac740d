// expect: passed
// The same with a regular expression that the library keeps for tf.einsum: its lastIndex holds whatever is
// put there.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const { replace } = String.prototype
  const found: unknown[] = []
  String.prototype.replace = function (this: string, pattern: RegExp, by: never) {
    if (pattern.source === '->' && pattern.lastIndex !== 0) found.push(pattern.lastIndex)
    const result = replace.call(this, pattern, by)
    if (pattern.source === '->') Reflect.set(pattern, 'lastIndex', { kept: 'EXFIL:' + JSON.stringify(scores) })
    return result
  } as never
  tf.einsum('i->i', tf.tensor1d([1]))
  String.prototype.replace = replace
  if (found.length > 0) console.log('EXFIL:', ...found)
  return found.length > 0 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
