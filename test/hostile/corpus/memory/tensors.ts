// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: tensors that nobody disposes of. The library holds them.
import * as tf from '@tensorflow/tfjs-core'
export function logMel(scores: number[][]): number[][] {
  for (;;) tf.ones([512, 512])
}
