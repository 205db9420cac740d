import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { random } from '../../exercises/random.ts'
import { caseSeed, seedPoolSize } from '../../grader/seeds.ts'

const secret = 'a secret for tests'

test('a seed is the same on every machine and in every release', () => {
  expect(caseSeed(secret, '0123456789abcdef', 0, 'two tokens')).toBe(1596751455)
  expect(caseSeed(secret, '0123456789abcdef', 63, 'two tokens')).toBe(4229927196)
})

test('secret, version, index and case name all change the seed', () => {
  const seeds = [
    caseSeed(secret, 'v1', 1, 'a'),
    caseSeed('another', 'v1', 1, 'a'),
    caseSeed(secret, 'v2', 1, 'a'),
    caseSeed(secret, 'v1', 2, 'a'),
    caseSeed(secret, 'v1', 1, 'b'),
  ]
  expect(new Set(seeds).size).toBe(seeds.length)
})

test('every seed of a pool is an unsigned 32-bit whole number, and all differ', () => {
  const seeds = Array.from({ length: seedPoolSize }, (_, index) =>
    caseSeed(secret, 'v', index, 'a'),
  )
  expect(seeds.every((seed) => seed === seed >>> 0)).toBe(true)
  expect(new Set(seeds).size).toBe(seedPoolSize)
})

test('the largest seeds draw the same sizes and tensors each time', () => {
  for (const seed of [0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
    const draw = () => [
      fc.sample(fc.tuple(fc.integer(), fc.integer()), { seed, numRuns: 1 }),
      random(seed).normal([3]),
    ]
    expect(draw()).toStrictEqual(draw())
  }
})

test('an index outside the pool is refused', () => {
  for (const index of [-1, seedPoolSize, 0.5, NaN]) {
    expect(() => caseSeed(secret, 'v', index, 'a')).toThrow('from 0 to 63')
  }
})
