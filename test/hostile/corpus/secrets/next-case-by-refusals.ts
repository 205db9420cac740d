// expect: passed
// The functions that stand in for forbidden operations are objects as well, and were not frozen: inputs could
// be kept on them.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const places = [tf.softmax, tf.logSoftmax, tf.Tensor.prototype.softmax, tf.matMul, tf.util, tf.train, tf] as { kept?: string }[]
  const found = places.filter(({ kept }) => kept !== undefined)
  for (const place of places) Reflect.set(place, 'kept', 'EXFIL:' + JSON.stringify(scores))
  if (found.length > 0) console.log(found[0]!.kept)
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
