import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { layerNorm } from '../../reference/layer-norm.ts'

test('the variance of [1, 0, 0, 0] divides by 4: 3/16, so the first feature becomes 1.7320', () => {
  const [first, second] = normalise([1, 0, 0, 0], 1e-5)
  expect(first).toBeCloseTo(0.75 / Math.sqrt(0.1875 + 1e-5), 6)
  expect(second).toBeCloseTo(-0.25 / Math.sqrt(0.1875 + 1e-5), 6)
})

test('epsilon stands under the root: at a deviation of 0.001 it decides the scale', () => {
  const [first] = normalise([0.001, -0.001], 1e-5)
  expect(first).toBeCloseTo(0.001 / Math.sqrt(1e-6 + 1e-5), 6)
})

test('a token near 3000 is normalised like the same token near 0', () => {
  expect(normalise([3001, 2999, 3003, 2997], 1e-5)).toEqual(normalise([1, -1, 3, -3], 1e-5))
})

function normalise(token: number[], epsilon: number): number[] {
  const gamma = tf.ones<tf.Rank.R1>([token.length])
  const beta = tf.zeros<tf.Rank.R1>([token.length])
  return [...layerNorm(tf.tensor3d([[token]]), gamma, beta, epsilon).dataSync()]
}
