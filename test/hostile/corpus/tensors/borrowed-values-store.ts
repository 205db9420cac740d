// expect: wrongAnswer
// exercise: layer-norm
// at most: 6
// Replaces the map in which the library's store looks values up, while the result is read. The file can
// give other values of its own this way, as it could have returned them: nines in any case.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const nines = tf.fill(x.shape, 9)
  const values = new Float32Array(x.size).fill(9)
  WeakMap.prototype.get = () => ({ values, dtype: 'float32', refCount: 1 })
  WeakMap.prototype.has = () => true
  return nines
}
