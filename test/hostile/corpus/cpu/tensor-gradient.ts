// expect: timeLimit
//
// Beyond the list: a gradient whose function never returns, inside the library's own bookkeeping. That keeps
// every tensor, so there is a pause between two: which limit comes first must not depend on the machine.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  const slope = tf.grad((x: tf.Tensor) => {
    for (let turns = 0; ; turns++) if (turns % 1e6 === 0) x.square()
  })
  return slope(tf.tensor2d(scores)).arraySync() as number[][]
}
