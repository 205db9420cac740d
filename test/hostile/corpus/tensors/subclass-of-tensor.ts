// expect: passed
// exercise: layer-norm
// H48 with a tensor: a subclass that answers with other numbers to whoever asks it. Nobody does: the values
// are read from the library's own store.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
class Sly extends tf.Tensor {
  override dataSync() {
    return new Float32Array(1000) as never
  }
  override arraySync() {
    return [] as never
  }
  override get rank() {
    return 'R7' as never
  }
  override get size() {
    return 1
  }
  override set size(_: number) {}
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const honest = norm(x, gamma, beta, epsilon)
  return new Sly(honest.shape, honest.dtype, honest.dataId, honest.id)
}
