// expect: runtimeError
//
// Beyond the list: sizes that are no sizes, for the library.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  const said: string[] = []
  const attempts = [
    () => tf.zeros([-1, 3]),
    () => tf.zeros([NaN]),
    () => tf.zeros([2 ** 53]),
    () => tf.tensor(new Float32Array(6), [2 ** 31, 2 ** 31]),
    () => tf.reshape(tf.ones([6]), [-1, -1]),
    () => tf.gather(tf.ones([3]), tf.tensor1d([2 ** 30], 'int32')).dataSync(),
    () => tf.slice(tf.ones([3]), [2 ** 30], [5]).dataSync(),
  ]
  for (const attempt of attempts) {
    try {
      attempt()
      said.push('nothing')
    } catch (error) {
      said.push((error as Error).name)
    }
  }
  throw new Error(said.join(' '))
}
