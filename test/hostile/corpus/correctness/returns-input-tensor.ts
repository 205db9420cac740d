// expect: wrongAnswer
// exercise: layer-norm
// at most: 3
// H36 with a tensor: the input itself, not a copy. One relation says that tokens do not change each
// other, which is true of it.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D) {
  return x
}
