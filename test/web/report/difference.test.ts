import { expect, test } from '@jest/globals'
import { pack } from '../../../grader/packed.ts'
import { unpack } from '../../../grader/explain.ts'
import type { TensorValue } from '../../../reference/value.ts'
import { cellAt, differenceOf, nextWrong } from '../../../server/web/report/difference.ts'
import { cellTexts, timesNumber } from '../../../server/web/report/numbers.ts'

const tolerance = { absolute: 0.001, relative: 0 }

function row(...values: number[]): TensorValue {
  return { dtype: 'float32', shape: [values.length], values: Float32Array.from(values) }
}

test('values within the tolerance are right, values beyond it are wrong, in multiples of what is allowed', () => {
  const difference = differenceOf(row(1, 1, 1), row(1, 1.0005, 1.5), tolerance)
  expect(difference.wrong).toEqual([2])
  expect(difference.times[0]).toBe(0)
  expect(difference.times[1]).toBeCloseTo(0.5, 2)
  expect(difference.times[2]).toBeCloseTo(500, 2)
})

test('NaN where a number is due is wrong, the same NaN or Infinity in both is right', () => {
  const expected = row(1, NaN, Infinity, Infinity, NaN)
  const yours = row(NaN, NaN, Infinity, -Infinity, 1)
  expect(differenceOf(expected, yours, tolerance).wrong).toEqual([0, 3, 4])
})

test('whole numbers and booleans must be equal', () => {
  const flags = (...values: number[]): TensorValue => ({
    ...{ dtype: 'bool', shape: [values.length], values: Uint8Array.from(values) },
  })
  expect(differenceOf(flags(0, 1, 1), flags(0, 1, 0), tolerance).wrong).toEqual([2])
})

test('what travels in a report is compared as it was, NaN included', () => {
  const there = unpack(pack(row(0.1, NaN, -Infinity)))
  expect(differenceOf(row(0.1, NaN, -Infinity), there, tolerance).wrong).toEqual([])
})

test('the next wrong cell comes after the chosen one, and after the last the first', () => {
  const difference = differenceOf(row(0, 0, 0, 0), row(0, 1, 0, 1), tolerance)
  expect(nextWrong(difference, 0)).toBe(1)
  expect(nextWrong(difference, 1)).toBe(3)
  expect(nextWrong(difference, 3)).toBe(1)
  expect(nextWrong(differenceOf(row(1), row(1), tolerance), 0)).toBeUndefined()
})

test('numbers that count as different look different', () => {
  const strict = { absolute: 1e-6, relative: 0 }
  const difference = differenceOf(row(0.123456), row(0.123459), strict)
  const { expected, yours } = cellTexts(cellAt(difference, strict, 0), 'float32')
  expect(expected).not.toBe(yours)
})

test('booleans are written as such, and NaN has no distance', () => {
  const nan = { expected: 1, yours: NaN, offBy: NaN, allowed: 0.001 }
  expect(cellTexts(nan, 'float32')).toEqual({
    ...{ expected: '1.000', yours: 'NaN', offBy: null, allowed: null },
  })
  const bool = { expected: 1, yours: 0, offBy: 1, allowed: 0 }
  expect(cellTexts(bool, 'bool')).toMatchObject({ expected: 'true', yours: 'false' })
})

test('a factor keeps the digits that count', () => {
  expect(timesNumber(8312.4, 'en')).toBe('8,310')
  expect(timesNumber(1.449, 'en')).toBe('1.45')
  expect(timesNumber(1.46e11, 'en')).toBe('1.5e11')
})
