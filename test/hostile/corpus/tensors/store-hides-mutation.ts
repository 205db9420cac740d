// expect: wrongAnswer
// exercise: layer-norm
// at most: 6
// Overwrites its input and hides it from whoever looks the values up afterwards. Hidden or not, that
// changes nothing for the comparison, which has its own copy.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const before = x.dataSync().slice()
  x.dataSync().fill(0)
  const get = WeakMap.prototype.get
  const { dataId } = x
  WeakMap.prototype.get = function (key) {
    return key === dataId ? { values: before, dtype: 'float32', refCount: 1 } : get.call(this, key)
  }
  return tf.zerosLike(x)
}
