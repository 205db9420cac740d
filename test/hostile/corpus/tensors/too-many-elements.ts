// expect: outputLimit
// exercise: layer-norm
// at most: 0
// More values than a result may hold, in a tensor that is cheap to make.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return tf.zeros([1_000_001])
}
