// expect: passed
// Calls the forbidden operation, catches what it says, and computes the weights by itself. That is
// allowed: only what the operation would have given is not to be had.
import * as tf from '@tensorflow/tfjs-core'
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  try {
    return tf.softmax(tf.tensor2d(scores)).arraySync()
  } catch {
    return right(scores)
  }
}
