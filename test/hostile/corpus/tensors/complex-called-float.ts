// expect: badOutput
// exercise: layer-norm
// at most: 0
// Complex numbers that say they are float32 and have a last axis of twice the size.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) {
  const [B, T, C] = x.shape
  return Object.assign(tf.complex(x, x), { dtype: 'float32', shape: [B, T, 2 * C] })
}
