// expect: wrongAnswer
// exercise: layer-norm
// at most: 3
// A tensor that shares its memory with the input, under another shape and back.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return x.reshape([-1]).reshape(x.shape)
}
