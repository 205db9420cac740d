// expect: badOutput
// exercise: layer-norm
// at most: 0
// Names of dtypes that are no dtypes but properties of every object, and one of a hundred thousand letters.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const names = ['__proto__', 'constructor', 'toString', 'passed', 'f'.repeat(100_000), '']
  return Object.assign(norm(x, gamma, beta, epsilon), { dtype: names[x.size % names.length] })
}
