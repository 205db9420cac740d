// expect: returned
// returns: tensor
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  return new Proxy(tf.tensor(x), { get: (target, key) => Reflect.get(target, key) })
}
