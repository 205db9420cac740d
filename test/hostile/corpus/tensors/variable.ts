// expect: passed
// exercise: layer-norm
// A variable in the place of a tensor: it is one.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return tf.variable(norm(x, gamma, beta, epsilon), false, 'passed')
}
