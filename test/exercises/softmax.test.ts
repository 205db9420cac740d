import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { softmax } from '../../reference/softmax.ts'

// The two documented examples of the ONNX operator Softmax.
test.each([
  ['three scores', [[-1, 0, 1]], [[0.09003058, 0.24472848, 0.66524094]]],
  [
    'large numbers',
    [
      [0, 1, 2, 3],
      [10000, 10001, 10002, 10003],
    ],
    [
      [0.032058604, 0.08714432, 0.23688284, 0.6439143],
      [0.032058604, 0.08714432, 0.23688284, 0.6439143],
    ],
  ],
])('softmax gives the weights that ONNX documents for %s', (_name, scores, weights) => {
  const differences = tf.abs(tf.sub(softmax(tf.tensor2d(scores)), tf.tensor2d(weights)))
  expect(tf.max(differences).dataSync()[0]).toBeLessThan(1e-7)
})
