// expect: badOutput
// exercise: layer-norm
// at most: 0
// A tensor of int32 that says it is float32: the array behind it is looked at, too.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return Object.assign(tf.zeros(x.shape, 'int32'), { dtype: 'float32' })
}
