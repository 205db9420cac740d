// expect: wrongAnswer
// exercise: layer-norm
// at most: 0
// H45 on tensors, through the one way to their memory: what `dataSync` gives.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D) {
  for (const one of [x, gamma, beta]) one.dataSync().fill(0)
  return tf.zerosLike(x)
}
