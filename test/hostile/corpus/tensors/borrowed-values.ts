// expect: passed
// exercise: layer-norm
// A tensor made by hand that points to the values of another one, which are right: a tensor is its values
// and its shape, wherever it comes from.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const { shape, dtype, dataId } = norm(x, gamma, beta, epsilon)
  return Object.assign(Object.create(tf.Tensor.prototype) as object, { shape, dtype, dataId })
}
