// expect: runtimeError
// exercise: layer-norm
// at most: 0
// A tensor of texts that read like numbers. Texts have no way into tensors here: the library says so.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return tf.tensor(Array.from(x.dataSync(), String), x.shape, 'string')
}
