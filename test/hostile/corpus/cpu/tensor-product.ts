// expect: timeLimit
//
// Beyond the list: honest-looking, but far too large for the plain backend of the library.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  const large = tf.ones<tf.Rank.R2>([1500, 1500])
  for (let product = large; ; ) product = tf.tidy(() => tf.matMul(large, large))
}
