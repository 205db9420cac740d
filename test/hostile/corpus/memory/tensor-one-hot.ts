// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: one row of 2^28 columns for each of eight numbers.
import * as tf from '@tensorflow/tfjs-core'
export function logMel(scores: number[][]): number[][] {
  return [[tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 5, 6, 7], 'int32'), 2 ** 28).size]]
}
