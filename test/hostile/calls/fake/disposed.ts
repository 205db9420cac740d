// expect: misfit
// returns: tensor
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  const output = tf.tensor(x)
  output.dispose()
  return output
}
