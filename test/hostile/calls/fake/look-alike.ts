// expect: misfit
// returns: tensor
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  const fake = Object.create(tf.Tensor.prototype) as object
  return Object.assign(fake, { shape: [3], dtype: 'float32', dataId: {} })
}
