// expect: outOfMemory
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  for (;;) tf.ones([512, 512])
}
