// expect: returned
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  const before = tf.memory().numTensors
  try {
    tf.tidy(() => {
      throw new Error('leaves its scope')
    })
  } catch {}
  for (let i = 0; i < 100; i++) tf.keep(tf.scalar(i))
  return before === 0 ? x : [before]
}
