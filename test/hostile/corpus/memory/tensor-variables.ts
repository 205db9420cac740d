// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: variables outlive a tidy, on purpose.
import * as tf from '@tensorflow/tfjs-core'
export function logMel(scores: number[][]): number[][] {
  for (;;) tf.tidy(() => tf.variable(tf.ones([512, 512])))
}
