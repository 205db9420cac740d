// expect: timeLimit
//
// Beyond the list: the library's own promises, awaited for ever.
import * as tf from '@tensorflow/tfjs-core'
export async function softmax(scores: number[][]): Promise<number[][]> {
  const one = tf.tensor1d([1, 0, 1])
  for (;;) {
    await one.data()
    tf.dispose(await tf.whereAsync(one.cast('bool')))
  }
}
