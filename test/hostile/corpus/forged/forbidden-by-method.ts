// expect: runtimeError
// at most: 0
// Looks for the forbidden operation among the methods of tensors and variables.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const x = tf.variable(tf.tensor2d(scores))
  for (let holder: object = x; holder !== null; holder = Object.getPrototypeOf(holder) as object) {
    const own = Object.getOwnPropertyDescriptor(holder, 'softmax')
    if (own) return ((own.value as () => tf.Tensor2D).call(x)).arraySync()
  }
  return scores
}
