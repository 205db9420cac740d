// expect: runtimeError
//
// Beyond the list: 10^20 elements. No array can be so long on any machine: V8 says so with a RangeError,
// which tells the student more than a limit on memory.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  return [[tf.zeros([10_000_000_000, 10_000_000_000]).size]]
}
