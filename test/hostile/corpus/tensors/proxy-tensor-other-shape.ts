// expect: badOutput
// exercise: layer-norm
// at most: 0
// A proxy round a tensor whose shape is a proxy with another length each time it is asked.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  let reads = 0
  const shape = new Proxy([1], {
    get: (target, key) => (key === 'length' ? (reads++ % 20) : key in target ? 1 : 1),
  })
  return new Proxy(norm(x, gamma, beta, epsilon), {
    getOwnPropertyDescriptor: (target, key) => {
      const own = Reflect.getOwnPropertyDescriptor(target, key)
      return key === 'shape' ? { ...own!, value: shape, configurable: true } : own
    },
  })
}
