// expect: timeLimit
//
// Beyond the list: a gradient whose function never returns, inside the library's own bookkeeping.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  const slope = tf.grad((x: tf.Tensor) => {
    for (;;) x.square()
  })
  return slope(tf.tensor2d(scores)).arraySync() as number[][]
}
