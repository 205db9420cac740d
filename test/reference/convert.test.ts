import { describe, expect, test } from '@jest/globals'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import {
  fromResult,
  tensorOf,
  toNestedArrays,
  toReference,
  toStudent,
} from '../../reference/convert.ts'
import type { TensorValue, Value, ValueType } from '../../reference/value.ts'

// Without it tfjs advertises its packages on the console.
tf.enableProdMode()

const float32: ValueType = { kind: 'tensor', dtype: 'float32', axes: ['T', 'd'] }
const float64: ValueType = { kind: 'array', dtype: 'float64', axes: ['T', 'd'] }
const bool: ValueType = { kind: 'tensor', dtype: 'bool', axes: ['T'] }
const matrix: TensorValue = {
  dtype: 'float32',
  shape: [2, 3],
  values: Float32Array.of(1, NaN, Infinity, -Infinity, -0, 0.1),
}

describe('what goes to a student and comes back is the same', () => {
  test.each<[string, ValueType, Value]>([
    ['a tensor', float32, matrix],
    ['a tensor of booleans', bool, { dtype: 'bool', shape: [2], values: Uint8Array.of(1, 0) }],
    [
      'nested arrays, in doubles',
      float64,
      { dtype: 'float64', shape: [2, 1], values: Float64Array.of(Math.PI, NaN) },
    ],
    [
      'nested arrays of whole numbers',
      { kind: 'array', dtype: 'int32', axes: ['T'] },
      { dtype: 'int32', shape: [2], values: Int32Array.of(-1, 2147483647) },
    ],
    ['no value', { kind: 'optional', of: float32 }, null],
    ['a list', { kind: 'list', of: { kind: 'number' } }, [1, 2.5]],
    [
      'a record',
      {
        kind: 'record',
        fields: { output: float32, name: { kind: 'string' }, on: { kind: 'boolean' } },
      },
      { output: matrix, name: 'head 0', on: true },
    ],
  ])('%s', async (_what, type, value) => {
    await tf.setBackend('cpu')
    expect(await fromResult(type, toStudent(type, value))).toStrictEqual(value)
  })
})

test.each([
  [[72, 105, 128512], 'Hi😀'],
  [[72, 0, 105], 'H'],
  [[0], ''],
])('code points %j that are still on the engine are the text "%s"', async (codePoints, text) => {
  await tf.setBackend('cpu')
  expect(await fromResult({ kind: 'string' }, tf.tensor1d(codePoints, 'int32'))).toBe(text)
})

test('a student gets arrays as nested arrays, and booleans in them as true and false', () => {
  expect(
    toStudent(
      float64,
      tensorOf(
        [
          [1, 2],
          [3, 4],
        ],
        'float64',
      ),
    ),
  ).toStrictEqual([
    [1, 2],
    [3, 4],
  ])
  expect(toNestedArrays(tensorOf([true, false], 'bool'))).toStrictEqual([true, false])
  expect(toNestedArrays({ dtype: 'float32', shape: [], values: Float32Array.of(7) })).toBe(7)
  expect(
    toNestedArrays({ dtype: 'float32', shape: [2, 0], values: new Float32Array(0) }),
  ).toStrictEqual([[], []])
})

test('a reference gets tensors, also for arrays', () => {
  const seen = toReference(float64, tensorOf([[0.1, 0.2]], 'float64')) as tf.Tensor
  expect([seen.dtype, seen.shape]).toStrictEqual(['float32', [1, 2]])
  expect(Array.from(seen.dataSync())).toStrictEqual([Math.fround(0.1), Math.fround(0.2)])
})

test('what a function does to its tensor does not change the value that it came from', () => {
  const seen = toStudent(float32, matrix) as tf.Tensor
  seen.dataSync().fill(9)
  expect(matrix.values[0]).toBe(1)
})

test('a reference may return a scalar tensor where a number is due', async () => {
  expect(await fromResult({ kind: 'number' }, tf.scalar(2.5))).toBe(2.5)
})

test('a ragged array is a fault of whoever wrote it', () => {
  expect(() => tensorOf([[1, 2], [3]])).toThrow('nested arrays of shape [2, 2] hold 3 elements')
})
