import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { axisNames, permutedPositions } from '../../grader/axes.ts'
import { compare, distance } from '../../grader/compare.ts'
import { pack, unpack } from '../../grader/packed.ts'
import { Finding, PackedTensor } from '../../grader/report.ts'
import {
  elementCount,
  newValues,
  type TensorValue,
  type Value,
  type ValueType,
} from '../../reference/value.ts'

const tolerance = { absolute: 1e-5, relative: 1e-4 }
const tensorType = (axes: readonly string[], dtype: 'float32' | 'int32' | 'bool' = 'float32') =>
  ({ kind: 'tensor', dtype, axes }) as const

function tensor(
  shape: readonly number[],
  values: readonly number[],
  dtype: TensorValue['dtype'] = 'float32',
): TensorValue {
  const typed = newValues(dtype, values.length)
  typed.set(values)
  return { dtype, shape, values: typed }
}

function findingOf(type: ValueType, expected: Value, yours: Value): Finding | null {
  const { finding } = compare({ type, expected, yours, tolerance, inputs: {} })
  return finding && Finding.parse(finding)
}

const doubles = (values: readonly number[]) => tensor([values.length], values, 'float64')
const arrayType = { kind: 'array', dtype: 'float64', axes: ['items'] } as const

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
const anyTensor = shapes.chain((shape) =>
  fc
    .array(fc.float(), { minLength: elementCount(shape), maxLength: elementCount(shape) })
    .map((values) => tensor(shape, values)),
)
const anyAxes = tensorType(['...'])

describe('any tensor', () => {
  test('equals itself, NaN and infinities included', () => {
    fc.assert(
      fc.property(anyTensor, (value) => {
        const result = compare({
          ...{ type: anyAxes, expected: value, yours: value },
          ...{ tolerance, inputs: {} },
        })
        expect(result).toEqual({ finding: null, timesAllowed: 0 })
      }),
      { seed: 1 },
    )
  })

  test('survives being packed as JSON, bit by bit', () => {
    fc.assert(
      fc.property(anyTensor, (value) => {
        const stored = PackedTensor.parse(JSON.parse(JSON.stringify(pack(value))))
        expect(unpack(stored)).toEqual(value)
      }),
      { seed: 1 },
    )
  })

  test('that holds a NaN where a number is due is wrong there, whatever the tolerance', () => {
    fc.assert(
      fc.property(anyTensor, fc.nat(), (value, at) => {
        const expected = { ...value, values: value.values.map((one) => (one <= 0 ? one : 1)) }
        const position = at % value.values.length
        const yours = {
          ...expected,
          values: Float32Array.from(expected.values).fill(NaN, position, position + 1),
        }
        fc.pre(!Number.isNaN(expected.values[position]))
        const generous = { absolute: Number.MAX_VALUE, relative: 1e30 }
        const { finding, timesAllowed } = compare({
          ...{ type: anyAxes, expected, yours },
          ...{ tolerance: generous, inputs: {} },
        })
        expect(finding).toMatchObject({ kind: 'nonFinite', count: 1, found: ['NaN'] })
        expect(timesAllowed).toBe(Infinity)
      }),
      { seed: 1 },
    )
  })

  test('whose axes were permuted is recognised by the order of its axes', () => {
    const threeSizes = fc
      .uniqueArray(fc.integer({ min: 2, max: 6 }), { minLength: 3, maxLength: 3 })
      .chain((shape) =>
        fc.tuple(fc.constant(shape), fc.shuffledSubarray([0, 1, 2], { minLength: 3 })),
      )
    fc.assert(
      fc.property(threeSizes, ([shape, order]) => {
        fc.pre(order.some((axis, at) => axis !== at))
        const expected = tensor(shape, [...Array(elementCount(shape)).keys()])
        const from = permutedPositions(shape, order)
        const yours = tensor(
          order.map((axis) => shape[axis] as number),
          from.map((position) => expected.values[position] as number),
        )
        expect(findingOf(anyAxes, expected, yours)).toMatchObject({
          kind: 'shape',
          expected: shape,
          found: yours.shape,
          permutation: order,
        })
      }),
      { seed: 1 },
    )
  })

  test('with two axes of one size is recognised by the order that puts its values right', () => {
    const shape = [2, 3, 3]
    const expected = tensor(shape, [...Array(18).keys()])
    for (const order of [
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      const values = permutedPositions(shape, order).map((from) => expected.values[from] as number)
      const yours = tensor(
        order.map((axis) => shape[axis] as number),
        values,
      )
      expect(findingOf(anyAxes, expected, yours)).toMatchObject({ permutation: order })
    }
  })

  test('has its first and its worst wrong value named', () => {
    const wrongCells = fc.uniqueArray(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 1000 })), {
      selector: ([at]) => at,
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(wrongCells, (cells) => {
        const values = Array.from({ length: 12 }, (_, at) => at / 7)
        const yours = cells.reduce(
          (all, [at, by]) => all.with(at, (values[at] as number) + by),
          values,
        )
        const finding = findingOf(
          { kind: 'array', dtype: 'float64', axes: ['rows', 'columns'] },
          tensor([3, 4], values, 'float64'),
          tensor([3, 4], yours, 'float64'),
        )
        const first = Math.min(...cells.map(([at]) => at))
        const times = ([at, by]: [number, number]) => by / (1e-5 + 1e-4 * (at / 7))
        const largest = Math.max(...cells.map(times))
        expect(finding).toMatchObject({
          kind: 'values',
          wrong: cells.length,
          total: 12,
          first: { index: [Math.floor(first / 4), first % 4] },
        })
        if (finding?.kind !== 'values') return
        expect(finding.timesAllowed).toBeCloseTo(largest, 3)
      }),
      {
        seed: 1,
        examples: [
          [
            [
              [3, 5],
              [3 + 4, 500],
            ],
          ],
        ],
      },
    )
  })
})

describe('the tolerance', () => {
  test('lets a value pass just inside it and stops one just outside', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const allowed = 1e-5 + 1e-4 * Math.abs(value)
        const at = (share: number) =>
          findingOf(arrayType, doubles([value]), doubles([value + allowed * share]))
        expect(at(0.999999)).toBeNull()
        expect(at(-0.999999)).toBeNull()
        expect(at(1.000001)?.kind).toBe('values')
        expect(at(-1.000001)?.kind).toBe('values')
      }),
      { seed: 1, examples: [[0], [-0], [1e6]] },
    )
  })

  test('is told in multiples of what is allowed', () => {
    const { timesAllowed } = compare({
      ...{ type: arrayType, expected: doubles([0, 1]), yours: doubles([0, 1 + 5.5e-5]) },
      ...{ tolerance, inputs: {} },
    })
    expect(timesAllowed).toBeCloseTo(0.5, 6)
  })

  test('takes -0 for 0, also where nothing is allowed', () => {
    const exact = { absolute: 0, relative: 0 }
    expect(
      compare({
        ...{ type: arrayType, expected: doubles([0]), yours: doubles([-0]) },
        ...{ tolerance: exact, inputs: {} },
      }).finding,
    ).toBeNull()
  })

  test.each(['int32', 'bool'] as const)('does not count for %s: these are exact', (dtype) => {
    const { finding, timesAllowed } = compare({
      type: tensorType(['ids'], dtype),
      expected: tensor([3], [0, 1, 1], dtype),
      yours: tensor([3], [0, 1, 0], dtype),
      tolerance: { absolute: 10, relative: 10 },
      inputs: {},
    })
    expect(finding).toMatchObject({ kind: 'values', wrong: 1, timesAllowed: 'Infinity' })
    expect(timesAllowed).toBe(Infinity)
  })

  test('never lets an infinity stand for a number, or for the other infinity', () => {
    const [plus, minus, one] = [doubles([Infinity]), doubles([-Infinity]), doubles([1])]
    expect(findingOf(arrayType, one, plus)?.kind).toBe('nonFinite')
    expect(findingOf(arrayType, plus, minus)?.kind).toBe('nonFinite')
    expect(findingOf(arrayType, minus, one)).toMatchObject({
      found: ['finite'],
      wanted: ['-Infinity'],
    })
    expect(findingOf(arrayType, plus, plus)).toBeNull()
  })
})

describe('what is wrong first', () => {
  const expected = tensor([2, 3], [1, 2, 3, 4, 5, 6])
  const type = tensorType(['T', 'dV'])

  test('is the type', () => {
    expect(findingOf(type, expected, 3)).toEqual({
      ...{ kind: 'type', path: [], cause: null },
      expected: 'a tensor [T, dV] of float32',
      found: 'a number',
    })
  })

  test('then the shape, before dtype and values', () => {
    expect(findingOf(type, expected, tensor([6], [9, 9, 9, 9, 9, NaN], 'int32'))).toMatchObject({
      kind: 'shape',
      axes: ['T', 'dV'],
      permutation: null,
    })
  })

  test('then the dtype, before values', () => {
    expect(findingOf(type, expected, tensor([2, 3], [9, 9, 9, 9, 9, 9], 'int32'))).toEqual({
      ...{ kind: 'dtype', path: [], expected: 'float32', found: 'int32' },
    })
  })

  test('then a NaN, with the position along an axis that holds them all', () => {
    expect(findingOf(type, expected, tensor([2, 3], [9, 9, 9, NaN, NaN, 9]))).toMatchObject({
      kind: 'nonFinite',
      count: 2,
      first: { index: [1, 0], expected: 4, yours: 'NaN' },
      allAt: { axisName: 'T', position: 1 },
    })
  })

  test('then values', () => {
    expect(findingOf(type, expected, tensor([2, 3], [1, 2, 3, 4, 9, 6]))).toMatchObject({
      kind: 'values',
      first: { index: [1, 1], expected: 5, yours: 9, offBy: 4 },
    })
  })
})

describe('a result of several parts', () => {
  const type: ValueType = {
    kind: 'record',
    fields: {
      output: tensorType(['T']),
      layers: { kind: 'list', of: { kind: 'optional', of: tensorType(['T', 'S']) } },
      loss: { kind: 'number' },
      name: { kind: 'string' },
      done: { kind: 'boolean' },
    },
  }
  const due = {
    output: tensor([2], [1, 2]),
    layers: [tensor([1, 2], [3, 4]), null],
    loss: 0.5,
    name: 'gpt',
    done: true,
  }

  test('is right when every part is', () => {
    expect(findingOf(type, due, { ...due })).toBeNull()
    expect(findingOf(type, due, { ...due, loss: 0.50004 })).toBeNull()
  })

  test.each([
    ['a missing field', { ...due, loss: undefined }, 'type', ['loss']],
    [
      'a value in a list',
      { ...due, layers: [tensor([1, 2], [3, 9]), null] },
      'values',
      ['layers', 0],
    ],
    [
      'a value where null is due',
      { ...due, layers: [due.layers[0], due.output] },
      'type',
      ['layers', 1],
    ],
    ['null where a value is due', { ...due, layers: [null, null] }, 'type', ['layers', 0]],
    ['a list that is too short', { ...due, layers: [due.layers[0]] }, 'shape', ['layers']],
    ['a number', { ...due, loss: 0.6 }, 'values', ['loss']],
    ['a number that is NaN', { ...due, loss: NaN }, 'nonFinite', ['loss']],
    ['a boolean', { ...due, done: false }, 'values', ['done']],
    ['a text', { ...due, name: 'bert' }, 'text', ['name']],
    ['no object at all', due.output, 'type', []],
  ])('names %s by its path', (_, yours, kind, path) => {
    expect(findingOf(type, due, yours as Value)).toMatchObject({ kind, path })
  })

  test('reports a wrong shape anywhere before a wrong value', () => {
    const yours = { ...due, output: tensor([2], [7, 7]), layers: [tensor([2], [3, 4]), null] }
    expect(findingOf(type, due, yours)).toMatchObject({ kind: 'shape', path: ['layers', 0] })
  })
})

test('further axes in front get names that make sense', () => {
  expect(axisNames(['...', 'T', 'dV'], 2)).toEqual(['T', 'dV'])
  expect(axisNames(['...', 'T', 'dV'], 3)).toEqual(['batch', 'T', 'dV'])
  expect(axisNames(['...', 'T', 'dV'], 4)).toEqual(['batch', 'heads', 'T', 'dV'])
  expect(axisNames(['...', 'T'], 4)).toEqual(['axis 0', 'axis 1', 'axis 2', 'T'])
  expect(axisNames(['T', 'dV'], 3)).toEqual(['axis 0', 'axis 1', 'axis 2'])
})

test('tensors beyond 4096 values are compared but not packed', () => {
  const zeros = tensor([4097], Array(4097).fill(0))
  const ones = tensor([4097], Array(4097).fill(1))
  expect(findingOf(tensorType(['T']), zeros, ones)).toMatchObject({
    wrong: 4097,
    expected: null,
    yours: null,
  })
})

test('the distance of two values is how many times they are over the tolerance', () => {
  const type = arrayType
  expect(distance(type, doubles([1]), doubles([1]), tolerance)).toBe(0)
  expect(distance(type, doubles([0]), doubles([3e-5]), tolerance)).toBeCloseTo(3, 6)
  expect(distance(type, doubles([1]), doubles([1, 2]), tolerance)).toBe(Infinity)
  expect(distance(type, doubles([1]), doubles([NaN]), tolerance)).toBe(Infinity)
  expect(distance(type, doubles([1]), 1, tolerance)).toBe(Infinity)
})

describe('where values do not count', () => {
  const loosely = (type: ValueType, expected: Value, yours: Value) =>
    compare({ type, expected, yours, tolerance, inputs: {}, valuesCount: false })

  test('any numbers of the right form will do: real, whole, true and false, and any text', () => {
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      const [zeros, ones] = [tensor([2], [0, 0], dtype), tensor([2], [1, 1], dtype)]
      expect(loosely(tensorType(['T'], dtype), zeros, ones)).toEqual({
        ...{ finding: null, timesAllowed: null },
      })
    }
    expect(loosely({ kind: 'string' }, 'one', 'other').finding).toBeNull()
  })

  test('type, shape and finiteness count all the same', () => {
    const due = tensor([2, 3], [1, 2, 3, 4, 5, 6])
    const turned = tensor([3, 2], [1, 4, 2, 5, 3, 6])
    expect(loosely(tensorType(['T', 'C']), due, turned).finding).toMatchObject({
      ...{ kind: 'shape', permutation: [1, 0] },
    })
    expect(loosely(arrayType, doubles([1]), doubles([NaN])).finding?.kind).toBe('nonFinite')
    expect(loosely({ kind: 'string' }, 'one', 1).finding?.kind).toBe('type')
  })
})
