// expect: wrongAnswer
// exercise: layer-norm
// at most: 6
// The same with tensors: a constant keeps both relations of this exercise.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D) {
  return tf.zerosLike(x)
}
