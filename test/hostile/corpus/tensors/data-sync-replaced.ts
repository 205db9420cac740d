// expect: wrongAnswer
// exercise: layer-norm
// at most: 6
// Gives the tensor methods of its own that return other numbers.
import * as tf from '@tensorflow/tfjs-core'
const norm = (x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => {
  const centred = x.sub(x.mean(-1, true))
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt()).mul(gamma).add(beta)
}
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const good = norm(x, gamma, beta, epsilon)
  const own = { dataSync: () => good.dataSync(), arraySync: () => good.arraySync(), data: () => good.data() }
  const nines = tf.fill(x.shape, 9)
  for (const [name, value] of Object.entries(own)) Object.defineProperty(nines, name, { value })
  return nines
}
