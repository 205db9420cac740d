import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { maskedAttention } from '../../reference/masked-attention.ts'

const lengths = (...numbers: number[]) => tf.tensor1d(numbers, 'int32')
const wave = (...shape: [number, number, number]) =>
  tf.tensor3d(
    Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, at) => Math.sin(at * at + 1)),
    shape,
  )

test('with queries of zeros causal attention is the running mean of the values', () => {
  const v = tf.tensor3d([[[3], [5], [-2], [6]]])
  const output = maskedAttention(tf.zeros([1, 4, 2]), wave(1, 4, 2), v, lengths(4), 0)
  expect(output.arraySync()).toEqual([[[3], [4], [2], [3]]])
})

test('padding changes nothing compared with leaving the padded keys out', () => {
  const [q, k, v] = [wave(1, 3, 4), wave(1, 7, 4), wave(1, 7, 5)]
  const whole = maskedAttention(q, k, v, lengths(4), null)
  const short = maskedAttention(
    q,
    tf.slice(k, [0, 0, 0], [1, 4, 4]),
    tf.slice(v, [0, 0, 0], [1, 4, 5]),
    lengths(4),
    null,
  )
  expect(largestDifference(whole, short)).toBeLessThan(1e-6)
})

test('the last query alone, at its offset, gives the last row of the whole sequence', () => {
  const [q, k, v] = [wave(2, 6, 4), wave(2, 6, 4), wave(2, 6, 5)]
  const whole = maskedAttention(q, k, v, lengths(6, 5), 0)
  const alone = maskedAttention(tf.slice(q, [0, 5, 0], [2, 1, 4]), k, v, lengths(6, 5), 5)
  expect(largestDifference(tf.slice(whole, [0, 5, 0], [2, 1, 5]), alone)).toBeLessThan(1e-6)
})

test('queries before the first key, and items without keys, give zeros', () => {
  const output = maskedAttention(wave(2, 3, 4), wave(2, 3, 4), wave(2, 3, 1), lengths(3, 0), -2)
  const [first, second] = output.arraySync() as number[][][]
  expect(first?.slice(0, 2)).toEqual([[0], [0]])
  expect(first?.[2]).toEqual([Math.fround(Math.sin(1))])
  expect(second).toEqual([[0], [0], [0]])
})

function largestDifference(one: tf.Tensor, other: tf.Tensor): number | undefined {
  return tf.max(tf.abs(tf.sub(one, other))).dataSync()[0]
}
