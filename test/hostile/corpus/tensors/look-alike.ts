// expect: badOutput
// exercise: layer-norm
// at most: 0
// An object with a tensor's prototype and fields, which the library never made.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const fake = Object.create(tf.Tensor.prototype) as object
  const dataId = { id: 0 }
  return Object.assign(fake, { shape: x.shape, dtype: 'float32', dataId, size: x.size, id: 1 })
}
