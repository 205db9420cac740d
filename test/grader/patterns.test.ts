import { describe, expect, test } from '@jest/globals'
import { permutedPositions } from '../../grader/axes.ts'
import { compare } from '../../grader/compare.ts'
import type { Pattern } from '../../grader/report.ts'
import { random } from '../../exercises/random.ts'
import { tensorOf } from '../../reference/convert.ts'
import { elementCount, type Inputs, type TensorValue } from '../../reference/value.ts'

const axes = ['B', 'T', 'dV']
const shape = [2, 5, 4]
const source = random(11)
const expected = source.normal(shape)

function like(value: TensorValue, cell: (value: number, position: number) => number): TensorValue {
  return { ...value, values: Float32Array.from(value.values, cell) }
}

function patternsOf(
  yours: TensorValue,
  due = expected,
  names = axes,
  inputs: Inputs = {},
): Pattern[] {
  const { finding } = compare({
    type: { kind: 'tensor', dtype: due.dtype as 'float32', axes: names },
    expected: due,
    yours,
    tolerance: { absolute: 1e-5, relative: 1e-4 },
    inputs,
  })
  return finding?.kind === 'values' ? finding.patterns : []
}

const at = (position: number) => expected.values[position] as number
const row = (position: number) => Math.floor(position / 4)
const token = (position: number) => row(position) % 5
const channel = (position: number) => position % 4

describe('a probe recognises its own case', () => {
  const x = source.normal(shape)
  const bias = source.normal([4])
  const perToken = [0.5, 0.25, 2, 1, 3]
  const perRow = source.normal([10]).values

  test.each<[string, TensorValue, Partial<Pattern>]>([
    ['a factor', like(expected, (value) => value / Math.sqrt(8)), { kind: 'constantRatio' }],
    ['the other sign', like(expected, (value) => -value), { kind: 'negated' }],
    ['an offset', like(expected, (value) => value + 0.25), { kind: 'constantOffset' }],
    [
      'a factor for each token',
      like(expected, (value, position) => value * (perToken[token(position)] as number)),
      { kind: 'sliceRatios', axisName: 'T' },
    ],
    [
      'a factor for each row',
      like(expected, (value, position) => value * (perRow[row(position)] as number)),
      { kind: 'rowRatios', axisName: 'dV' },
    ],
    [
      'an offset for each row',
      like(expected, (value, position) => value + (perRow[row(position)] as number)),
      { kind: 'rowOffsets', axisName: 'dV' },
    ],
    [
      'a bias that is no input',
      like(expected, (value, position) => value + [1, -2, 0.5, 3][channel(position)]!),
      { kind: 'broadcastOffset', axisName: 'dV' },
    ],
    ['an input', x, { kind: 'inputInvolved', parameter: 'x', relation: 'equalsInput' }],
    [
      'a residual too much',
      like(expected, (value, position) => value + (x.values[position] as number)),
      { kind: 'inputInvolved', parameter: 'x', relation: 'inputAdded' },
    ],
    [
      'a bias that is missing',
      like(expected, (value, position) => value - (bias.values[channel(position)] as number)),
      { kind: 'inputInvolved', parameter: 'weights.bias', relation: 'inputMissing' },
    ],
    [
      'a reshape in place of a transpose',
      like(expected, (_, position) => at(permutedPositions(shape, [0, 2, 1])[position] as number)),
      { kind: 'axesSwapped', axes: ['T', 'dV'] },
    ],
    [
      'one token too late',
      like(expected, (value, position) => (token(position) === 0 ? value : at(position - 4))),
      { kind: 'shifted', axisName: 'T', by: 1 },
    ],
    [
      'one token too early',
      like(expected, (_, position) => (token(position) === 4 ? 0 : at(position + 4))),
      { kind: 'shifted', axisName: 'T', by: -1 },
    ],
    [
      'halves in place of neighbours',
      like(expected, (_, position) =>
        at(position - channel(position) + [0, 2, 1, 3][channel(position)]!),
      ),
      { kind: 'reordered', axisName: 'dV', order: [0, 2, 1, 3] },
    ],
    [
      'the same values elsewhere',
      like(expected, (_, position) => at((position * 7 + 3) % 40)),
      { kind: 'samePoolOfValues' },
    ],
    ['zeros', like(expected, () => 0), { kind: 'allEqual', value: 0 }],
    [
      'one row for all tokens',
      like(expected, (_, position) => at(position - 4 * token(position) + 16)),
      { kind: 'slicesEqual', axisName: 'T' },
    ],
    [
      'only the last token right',
      like(expected, (value, position) =>
        token(position) === 4 ? value : value + 1 + position ** 2,
      ),
      { kind: 'onlyRight', axisName: 'T', positions: [4], size: 5 },
    ],
    [
      'only item 1 wrong',
      like(expected, (value, position) =>
        position < 20 ? value : value + Math.sin(position ** 2),
      ),
      { kind: 'onlyWrong', axisName: 'B', positions: [1], size: 2 },
    ],
    [
      'few digits',
      like(expected, (value) => Number(value.toPrecision(3))),
      { kind: 'lowPrecision' },
    ],
  ])('%s', (_, yours, pattern) => {
    const found = patternsOf(yours, expected, axes, { x, weights: { bias } })
    expect(found[0]).toMatchObject(pattern)
    expect(found.length).toBeLessThanOrEqual(3)
  })
})

describe('in a mask', () => {
  const bools = (cell: (t: number, s: number) => boolean): TensorValue => ({
    dtype: 'bool',
    shape: [5, 5],
    values: Uint8Array.from({ length: 25 }, (_, at) => Number(cell(Math.floor(at / 5), at % 5))),
  })
  const causal = bools((t, s) => s <= t)

  test.each<[string, TensorValue, Partial<Pattern>]>([
    ['the other polarity', bools((t, s) => s > t), { kind: 'inverted' }],
    ['all true', bools(() => true), { kind: 'triangle', part: 'above' }],
    ['a hidden diagonal', bools((t, s) => s < t), { kind: 'triangle', part: 'diagonal' }],
    ['all on the diagonal only', bools((t, s) => s === t), { kind: 'triangle', part: 'below' }],
  ])('%s is recognised', (_, yours, pattern) => {
    const found = patternsOf(yours, causal, ['T', 'S'])
    expect(found).toContainEqual(expect.objectContaining(pattern))
  })

  test('the reversed triangle reads as exchanged axes', () => {
    const found = patternsOf(
      bools((t, s) => s >= t),
      causal,
      ['T', 'S'],
    )
    expect(found[0]).toMatchObject({ kind: 'axesSwapped', axes: ['T', 'S'] })
  })
})

test('a diagonal is seen only between axes that count places in a text', () => {
  const due = random(3).normal([5, 5])
  const yours = like(due, (value, place) =>
    place % 5 > Math.floor(place / 5) ? value + place ** 2 : value,
  )
  const kindsFor = (names: string[]) => patternsOf(yours, due, names).map(({ kind }) => kind)
  expect(kindsFor(['T', 'S'])).toContain('triangle')
  expect(kindsFor(['N', 'dHead'])).not.toContain('triangle')
})

test('noise shows no pattern', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const noise = random(seed)
    const rank = noise.integer(1, 3)
    const sizes = [noise.integer(1, 3), noise.integer(1, 6), noise.integer(3, 6)].slice(3 - rank)
    const [due, yours] = [noise.normal(sizes), noise.normal(sizes)]
    const x = noise.normal(sizes)
    const bias = noise.normal(sizes.slice(-1))
    expect([seed, patternsOf(yours, due, axes.slice(3 - rank), { x, bias })]).toEqual([seed, []])
  }
})

test('noise of the size of rounding, on one side, is not taken for rounding', () => {
  const drawn = random(3)
  expect(patternsOf(like(expected, (value) => value * (1 + 1e-3 * (1 + drawn.unit()))))).toEqual([])
})

test('what is only just wrong shows no factor', () => {
  const nearly = like(expected, (value, position) => value + 3e-4 * Math.sin(position ** 2))
  expect(patternsOf(nearly).map(({ kind }) => kind)).not.toContain('constantRatio')
})

test('values that are only just wrong are not taken for moved ones', () => {
  const due = tensorOf([
    [
      [3, -4],
      [0.38635, 0.37882],
    ],
  ])
  const yours = like(due, (value, position) => value * (1 - (2 + position) * 1e-4))
  expect(patternsOf(yours, due).map(({ kind }) => kind)).not.toContain('samePoolOfValues')
})

test('one factor for all makes no place special, even where zeros stay right', () => {
  const due = like(expected, (value, position) => (token(position) === 2 ? 0 : value))
  const halved = like(due, (value) => value / 2)
  expect(patternsOf(halved, due).map(({ kind }) => kind)).toEqual(['constantRatio'])
})

test('large tensors are searched in bounded time', () => {
  const sizes = [4, 64, 256]
  const noise = random(5)
  const [due, yours] = [noise.normal(sizes), noise.normal(sizes)]
  expect(elementCount(sizes)).toBe(65536)
  expect(patternsOf(yours, due)).toEqual([])
})
