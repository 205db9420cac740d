// expect: badOutput
// exercise: layer-norm
// at most: 0
// A result that would broadcast to the right shape: one number, or an axis of 1, for everything.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D) {
  return tf.zeros([1, 1, 1])
}
