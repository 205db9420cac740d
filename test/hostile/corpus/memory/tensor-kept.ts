// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: so do tensors that are kept.
import * as tf from '@tensorflow/tfjs-core'
export function logMel(scores: number[][]): number[][] {
  for (;;) tf.tidy(() => tf.keep(tf.ones([512, 512])))
}
