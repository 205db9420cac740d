// expect: returned
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  // The first tensor of a call always has the same number, whatever happened before.
  const world = tf.memory()
  const first = tf.scalar(1)
  const second = tf.variable(first)
  return world.numTensors === 0 && first.id === 0 && second.name === '0' ? x : [first.id]
}
