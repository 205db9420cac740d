// expect: runtimeError
// What is switched off stood once more along the prototypes of the library, and gave full marks. It is
// nowhere now: there is no function to call.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const refusal = tf.softmax
  let one: object | null = tf
  while (one !== null && (one as typeof tf).softmax === refusal) one = Object.getPrototypeOf(one) as object | null
  return (one as unknown as typeof tf).softmax(tf.tensor2d(scores)).arraySync()
}
