// expect: misfit
// returns: tensor
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  return Object.assign(tf.tensor(x), { shape: [2 ** 31, -1, NaN] })
}
