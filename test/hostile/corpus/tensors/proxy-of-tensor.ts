// expect: passed
// exercise: layer-norm
// H49c with a tensor: own fields are read through the proxy, the values from the store.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return new Proxy(norm(x, gamma, beta, epsilon), { get: (target, key) => Reflect.get(target, key) })
}
