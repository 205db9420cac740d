// expect: badOutput
// exercise: layer-norm
// at most: 0
// The right values as another dtype by its name alone: what says int32 is not float32.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  return Object.assign(norm(x, gamma, beta, epsilon), { dtype: 'int32' })
}
