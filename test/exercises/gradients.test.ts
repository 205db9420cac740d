/**
 * The exercises on backward passes: a file that leaves them to tf.grads, which students may not use,
 * passes each of them, so the references agree with it; and how gradients are checked by differences.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { agreesWithDifferences } from '../../exercises/differences.ts'
import { exerciseOf } from '../../exercises/index.ts'
import { openGrader, type GraderAtHome } from '../../grader/at-home.ts'
import { tensorOf } from '../../reference/convert.ts'

let grader: GraderAtHome
beforeAll(async () => {
  grader = await openGrader()
})
afterAll(() => grader.close())

const weights = `tf.softmax(mask ? tf.where(mask, scores, tf.fill(scores.shape, -1e9)) : scores)`

test.each([
  [
    'linear-backward',
    `export function linearBackward(x, W, dy) {
      const O = W.shape[0]
      const rows = (tensor) => tf.reshape(tensor, [-1, tensor.shape[2]])
      const forward = (x, W, b) => tf.add(tf.matMul(rows(x), W, false, true), b)
      const [dx, dW, db] = tf.grads(forward)([x, W, tf.zeros([O])], rows(dy))
      return { dx, dW, db }
    }`,
  ],
  [
    'cross-entropy-backward',
    `export function crossEntropyBackward(logits, targets, ignore) {
      const keep = tf.cast(tf.notEqual(targets, ignore), 'float32')
      const classes = tf.where(tf.notEqual(targets, ignore), targets, tf.zerosLike(targets))
      const due = tf.mul(tf.oneHot(tf.cast(classes, 'int32'), logits.shape[1]), tf.expandDims(keep, 1))
      const kept = Math.max(1, keep.sum().dataSync()[0])
      return tf.grad((l) => tf.div(tf.neg(tf.sum(tf.mul(tf.logSoftmax(l), due))), kept))(logits)
    }`,
  ],
  [
    'layer-norm-backward',
    `export function layerNormBackward(x, gamma, epsilon, dy) {
      const forward = (x, gamma, beta) => {
        const centred = tf.sub(x, tf.mean(x, -1, true))
        const variance = tf.mean(tf.square(centred), -1, true)
        return tf.add(tf.mul(tf.div(centred, tf.sqrt(tf.add(variance, epsilon))), gamma), beta)
      }
      const [dx, dgamma, dbeta] = tf.grads(forward)([x, gamma, tf.zerosLike(gamma)], dy)
      return { dx, dgamma, dbeta }
    }`,
  ],
  [
    'attention-backward',
    `export function attentionBackward(q, k, v, mask, dOut) {
      const scoresOf = (q, k) => tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2]))
      const outOf = (scores, v) => tf.matMul(${weights}, v)
      const [dq, dk, dv] = tf.grads((q, k, v) => outOf(scoresOf(q, k), v))([q, k, v], dOut)
      return { dq, dk, dv, dScores: tf.grad((scores) => outOf(scores, v))(scoresOf(q, k), dOut) }
    }`,
  ],
])('%s: tf.grads gives the expected gradients', async (slug, source) => {
  const exercise = { ...exerciseOf(slug)!, forbids: [] }
  const typed = `import * as tf from '@tensorflow/tfjs-core'\n${source}\n`
  const { verdict, cases } = await grader.grade(exercise, typed, { mode: 'submit', seed: 20261122 })
  expect(cases.filter((one) => one.verdict !== 'passed').map((one) => one.name)).toEqual([])
  expect(verdict).toBe('passed')
})

const inputs = { x: tensorOf([3, -2]), w: tensorOf([[0.5, 4]]) }
const product = ({ x, w }: Readonly<Record<string, Float64Array>>) =>
  x!.reduce((sum, value, i) => sum + value * w![i]!, 0)

test('gradients that are what nudging says agree with the differences', () => {
  const gradients = { x: tensorOf([0.5, 4]), w: tensorOf([[3, -2]]) }
  expect(agreesWithDifferences(inputs, gradients, product)).toBeNull()
})

test('a wrong gradient is told with its place, both values and the largest difference of each parameter', () => {
  const gradients = { x: tensorOf([0.5, 4]), w: tensorOf([[3, 2]]) }
  expect(agreesWithDifferences(inputs, gradients, product)?.seen).toMatch(
    /^the gradient of w\[0\]\[1\] is 2, but nudging w\[0\]\[1\] gives -2(\.\d+)?; largest differences: x \d\S*, w 4\.0$/,
  )
})

test('a gradient that is not a number disagrees', () => {
  const gradients = { x: tensorOf([0.5, NaN]), w: tensorOf([[3, -2]]) }
  expect(agreesWithDifferences(inputs, gradients, product)?.timesAllowed).toBe(Infinity)
})
