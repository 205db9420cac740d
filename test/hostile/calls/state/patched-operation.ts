// expect: returned
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  const places = [
    tf.matMul,
    tf.Tensor,
    tf.Tensor.prototype,
    tf.train,
    tf.losses,
    tf.Variable,
  ] as object[]
  const holders = [...places, Object.getPrototypeOf(tf) as object, tf.tensor(x).constructor]
  let clean = true
  for (const holder of holders as { calls?: number }[]) {
    clean &&= holder.calls === undefined
    try {
      holder.calls = 1
    } catch {}
  }
  return clean ? x : []
}
