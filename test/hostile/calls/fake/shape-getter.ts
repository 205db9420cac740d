// expect: misfit
// returns: tensor
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  let n = 0
  return Object.defineProperty(tf.tensor(x), 'shape', { get: () => [++n] })
}
