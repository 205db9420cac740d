// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: 3.6 GB of zeros in one operation.
import * as tf from '@tensorflow/tfjs-core'
export function logMel(scores: number[][]): number[][] {
  return [[tf.zeros([30_000, 30_000]).size]]
}
