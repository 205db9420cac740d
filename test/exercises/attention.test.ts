import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { attention } from '../../reference/attention.ts'

test('a query of zeros gives the mean of the values it may see', () => {
  const mask = tf.tensor2d([[1, 0, 1]], [1, 3], 'bool')
  const output = attention(
    tf.zeros([1, 1, 4]),
    tf.ones([1, 3, 4]),
    tf.tensor3d([[[2], [9], [4]]]),
    mask,
  )
  expect(output.arraySync()).toEqual([[[3]]])
})

test('between two keys the weight is the sigmoid of the difference of their scores', () => {
  const q = [0.5, -1, 2, 0.25]
  const [k0, k1] = [
    [1, 2, 0, -1],
    [0, 1, 1, 3],
  ] as const
  const difference = q.reduce((sum, entry, d) => sum + entry * (k0[d]! - k1[d]!), 0)
  const sigmoid = 1 / (1 + Math.exp(-difference / Math.sqrt(4)))

  const output = attention(
    tf.tensor3d([[q]]),
    tf.tensor3d([[k0, k1].map((k) => [...k])]),
    tf.tensor3d([[[1], [0]]]),
    null,
  )
  expect(output.dataSync()[0]).toBeCloseTo(sigmoid, 6)
})
