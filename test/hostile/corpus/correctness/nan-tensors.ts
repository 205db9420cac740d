// expect: wrongAnswer
// exercise: attention
// at most: 0
// H38 with tensors: relations between two runs that are both NaN must not hold either.
import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) {
  return tf.fill([q.shape[0], q.shape[1], v.shape[2]], NaN)
}
