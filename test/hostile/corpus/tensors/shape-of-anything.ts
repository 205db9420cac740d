// expect: badOutput
// exercise: layer-norm
// at most: 0
// H49n. Negative, NaN, huge and fractional sizes, whose product is the number of values or 0.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const shapes = [[-1, -1, x.size], [NaN], [2 ** 31, 0], [0.5, 2, x.size], [Infinity, 0], [x.size, '1']]
  const at = x.size % shapes.length
  return Object.assign(tf.zeros([x.size]), { shape: shapes[at] })
}
