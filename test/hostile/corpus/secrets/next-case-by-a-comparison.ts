// expect: passed
// The same with a function of the library that only a built-in is handed: the one by which tf.topk sorts.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const { sort } = Array.prototype
  const places: { kept?: string }[] = []
  Array.prototype.sort = function (compare) {
    if (compare) places.push(compare as { kept?: string })
    return sort.call(this, compare)
  }
  tf.topk([3, 1, 2])
  Array.prototype.sort = sort
  const found = places.find(({ kept }) => kept !== undefined)?.kept
  for (const place of places) Reflect.set(place, 'kept', 'EXFIL:' + JSON.stringify(scores))
  if (found !== undefined) console.log(found)
  return places.length > 0 && found === undefined ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
