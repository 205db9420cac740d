import { describe, expect, test } from '@jest/globals'
import { packOutputs, unpackOutputs } from '../../reference/pack.ts'
import type { Value } from '../../reference/value.ts'

function afterPacking(values: Value[]): Value[] | undefined {
  return unpackOutputs(packOutputs(new Map([['a case', values]]))).get('a case')
}

describe('outputs come back from their bytes as they were', () => {
  test.each<[string, Value]>([
    [
      'float32 with NaN, infinities and -0',
      {
        dtype: 'float32',
        shape: [2, 3],
        values: Float32Array.of(NaN, Infinity, -Infinity, -0, 1e-45, 3.4e38),
      },
    ],
    ['float64', { dtype: 'float64', shape: [2], values: Float64Array.of(Math.PI, -0) }],
    ['int32', { dtype: 'int32', shape: [1, 2], values: Int32Array.of(-2147483648, 2147483647) }],
    ['bool', { dtype: 'bool', shape: [3], values: Uint8Array.of(1, 0, 1) }],
    ['a scalar tensor', { dtype: 'float32', shape: [], values: Float32Array.of(7) }],
    ['a tensor without elements', { dtype: 'float32', shape: [0, 4], values: new Float32Array(0) }],
    ['numbers that JSON cannot carry', [NaN, Infinity, -Infinity, -0, 0.1]],
    ['no value', null],
    ['text and truth', ['a "quoted"\nline', 'Δ', true, false]],
    [
      'nested records, one of which has a field named like a placeholder',
      {
        weights: { dtype: 'float32', shape: [1], values: Float32Array.of(1) },
        deeper: { tensor: { dtype: 'float32', shape: [1], offset: 0 }, number: 'NaN', list: [[]] },
      },
    ],
  ])('%s', (_what, value) => {
    expect(afterPacking([value])).toStrictEqual([value])
  })
})

test('the bits of a NaN survive', () => {
  const values = new Float32Array(1)
  new Uint32Array(values.buffer)[0] = 0x7fc12345
  const [back] = afterPacking([{ dtype: 'float32', shape: [1], values }]) ?? []
  const { buffer } = (back as { values: Float32Array }).values
  expect(new Uint32Array(buffer)[0]).toBe(0x7fc12345)
})

test('a view into a larger buffer packs its own elements alone', () => {
  const values = Float32Array.of(9, 1, 2, 9).subarray(1, 3)
  expect(afterPacking([{ dtype: 'float32', shape: [2], values }])).toStrictEqual([
    { dtype: 'float32', shape: [2], values: Float32Array.of(1, 2) },
  ])
})

test('bytes that start at an odd address are read all the same', () => {
  const packed = packOutputs(
    new Map([['a', [{ dtype: 'float64', shape: [1], values: Float64Array.of(0.1) }]]]),
  )
  const shifted = new Uint8Array(packed.length + 3)
  shifted.set(packed, 3)
  expect(unpackOutputs(shifted.subarray(3))).toStrictEqual(unpackOutputs(packed))
})

test('cases keep their names and order, and each its runs', () => {
  const outputs = new Map<string, Value[]>([
    ['zwei', [1, 2]],
    ['__proto__', [3]],
    ['1', []],
  ])
  expect([...unpackOutputs(packOutputs(outputs))]).toStrictEqual([...outputs])
})

describe('bytes that are not outputs are refused', () => {
  const packed = packOutputs(
    new Map([['a', [{ dtype: 'int32', shape: [4], values: new Int32Array(4) }]]]),
  )
  test('other bytes', () => {
    expect(() => unpackOutputs(new Uint8Array(40))).toThrow('are not packed reference outputs')
    expect(() => unpackOutputs(new Uint8Array(0))).toThrow('are not packed reference outputs')
  })
  test('bytes that are cut short', () => {
    expect(() => unpackOutputs(packed.subarray(0, packed.length - 1))).toThrow('end too early')
    expect(() => unpackOutputs(packed.subarray(0, 20))).toThrow('end too early')
  })
  test('a later format', () => {
    const later = packed.slice()
    later[4] = 9
    expect(() => unpackOutputs(later)).toThrow('format 9, but this program reads format 1')
  })
})
