// expect: badOutput
// exercise: layer-norm
// at most: 0
// A shape that is another one each time it is read. What has a getter for a shape is no tensor.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  let reads = 0
  const honest = norm(x, gamma, beta, epsilon)
  const shapes = [honest.shape, [honest.size]]
  return Object.defineProperty(honest, 'shape', { get: () => shapes[reads++ % 2] })
}
