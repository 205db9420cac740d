// expect: wrongAnswer
//
// Beyond the list: tensors of a million elements, and of many axes, to the console. The library would look at every
// element to align the few that it shows; large ones are only named with their shape.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  const large = tf.zeros([1000, 1000])
  console.log(large, [large, { large }], tf.zeros([7, 7, 7, 7]))
  return scores
}
