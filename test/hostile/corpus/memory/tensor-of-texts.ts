// expect: runtimeError
//
// Beyond the list: texts in tensors are no typed arrays, so other limits would be in charge of them. The library
// here knows no text, and says so.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (let i = 0; ; i++) kept.push(tf.tensor1d([JSON.stringify([i, 'x'.repeat(2 ** 20)])], 'string'))
}
