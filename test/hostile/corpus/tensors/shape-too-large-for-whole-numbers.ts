// expect: badOutput
// exercise: layer-norm
// at most: 0
// No value at all, by a shape whose other size is larger than whole numbers can be told apart: the
// library makes such a tensor. It is no crash of the sandbox but an output that nobody can use.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return tf.zeros([1e300, 0])
}
