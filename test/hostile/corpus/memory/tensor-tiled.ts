// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: small in, large out.
import * as tf from '@tensorflow/tfjs-core'
export function logMel(scores: number[][]): number[][] {
  return [[tf.tile(tf.tensor1d([1]), [2 ** 29]).size]]
}
