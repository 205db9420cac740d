import { expect, test } from '@jest/globals'
import {
  differenceStep,
  differenceSteps,
  pathsOf,
  sharedScale,
  valueStep,
  valueSteps,
} from '../../../server/web/report/scales.ts'

const numbers = (...values: number[]) => Float32Array.from(values)

test('one scale serves both tensors and is centred on 0', () => {
  const scale = sharedScale(numbers(-1, 0.5), numbers(2, 0))
  expect(scale).toEqual({ limit: 2, clipped: false })
  expect(valueStep(2, scale)).toBe(valueSteps)
  expect(valueStep(-2, scale)).toBe(-valueSteps)
  expect(valueStep(-1, scale)).toBe(-valueStep(1, scale)!)
  expect(valueStep(0, scale)).toBe(0)
})

test('a value that is far too large does not make the expected ones fade', () => {
  const scale = sharedScale(numbers(-1, 0.5), numbers(1e9))
  expect(scale).toEqual({ limit: 4, clipped: true })
  expect(valueStep(1e9, scale)).toBe(valueSteps)
})

test('a tensor of zeros, NaN and Infinity still has a scale', () => {
  expect(sharedScale(numbers(0, NaN), numbers(Infinity)).limit).toBe(1)
  expect(sharedScale(numbers(0), numbers(3)).limit).toBe(3)
})

test('what is not finite has no colour', () => {
  const scale = { limit: 1, clipped: false }
  expect([NaN, Infinity, -Infinity].map((value) => valueStep(value, scale))).toEqual([
    ...[null, null, null],
  ])
  expect(differenceStep(NaN)).toBeNull()
})

test('the difference is blank within the tolerance, then a step for each power of ten', () => {
  expect([0, 0.5, 1].map(differenceStep)).toEqual([0, 0, 0])
  expect([1.01, 9.9, 10, 99, 1e3].map(differenceStep)).toEqual([1, 1, 2, 2, 4])
  expect([1e12, Infinity].map(differenceStep)).toEqual([differenceSteps, differenceSteps])
})

test('neighbours of one colour in a row are one rectangle, and blank cells none', () => {
  const paths = pathsOf([1, 1, 0, 2, 2, 2, 1, null], 4)
  expect(paths.get(1)).toBe('M0 0h2v1h-2zM2 1h1v1h-1z')
  expect(paths.get(2)).toBe('M3 0h1v1h-1zM0 1h2v1h-2z')
  expect(paths.get(null)).toBe('M3 1h1v1h-1z')
  expect(paths.has(0)).toBe(false)
})
