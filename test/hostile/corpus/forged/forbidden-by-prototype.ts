// expect: runtimeError
// at most: 0
// Looks for the operation that this exercise forbids along the prototypes of the library. It stands
// nowhere: what is found there is what says that it is switched off.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  let holder = tf as object
  let last = holder
  for (; holder !== null; holder = Object.getPrototypeOf(holder) as object) {
    if (Object.hasOwn(holder, 'softmax')) last = holder
  }
  return (last as typeof tf).softmax(tf.tensor2d(scores)).arraySync()
}
