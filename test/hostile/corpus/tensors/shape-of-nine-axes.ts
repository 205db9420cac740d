// expect: badOutput
// exercise: layer-norm
// at most: 0
// H49n. The right values, with so many axes of size 1 that there are more than eight.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const honest = norm(x, gamma, beta, epsilon)
  return Object.assign(honest, { shape: [...honest.shape, 1, 1, 1, 1, 1, 1] })
}
