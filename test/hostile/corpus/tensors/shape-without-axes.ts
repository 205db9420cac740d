// expect: badOutput
// exercise: layer-norm
// at most: 0
// A zero-sized axis: no value, so none that could be wrong.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return tf.zeros([0, x.shape[1], x.shape[2]])
}
