import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  /** How many places there are for a window to start: N − T. */
  readonly starts: number
}

const shortWindows: fc.Arbitrary<Sizes> = fc.record({
  B: size(5, 6),
  T: size(3, 4),
  starts: size(7, 9),
})
const longWindows: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 4),
  T: size(8, 9),
  starts: size(14, 17),
})
const manyRows: fc.Arbitrary<Sizes> = fc.record({
  B: size(20, 24),
  T: size(2, 2),
  starts: size(10, 12),
})

function inputs({ B, T, starts }: Sizes, random: Random) {
  return { data: random.integers([T + starts], 0, 99), T, uniforms: uniformNumbers(B, random) }
}

/** Twelve bits each, so that their product with a number of starts is exact in float32 too. */
function uniformNumbers(B: number, random: Random): TensorValue {
  const values = Float64Array.from({ length: B }, () => random.integer(0, 4095) / 4096)
  return { dtype: 'float64', shape: [B], values }
}

const int32 = (nested: unknown) => tensorOf(nested, 'int32')
const numbers = (...values: number[]) => tensorOf(values, 'float64')

const rowsOf = (output: Value) => output as unknown as { x: TensorValue; y: TensorValue }
const broken = (seen: string): BrokenRelation => ({ seen, timesAllowed: Infinity })

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two windows of four tokens',
    points: 2,
    disclosure: 'full',
    inputs: {
      data: int32([5, 3, 8, 1, 9, 2, 7, 4, 6, 0]),
      T: 4,
      uniforms: numbers(0.734375, 0.3125),
    },
    // Six places to start: 4.40625 and 1.875 become the starts 4 and 1.
    expected: {
      x: int32([
        [9, 2, 7, 4],
        [3, 8, 1, 9],
      ]),
      y: int32([
        [2, 7, 4, 6],
        [8, 1, 9, 2],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'the first window and the last',
    points: 2,
    disclosure: 'full',
    inputs: {
      data: int32([11, 12, 13, 14, 15, 16]),
      T: 2,
      uniforms: numbers(0, 4095 / 4096),
    },
    expected: {
      x: int32([
        [11, 12],
        [14, 15],
      ]),
      y: int32([
        [12, 13],
        [15, 16],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'room for a single window',
    points: 1,
    disclosure: 'full',
    inputs: { data: int32([7, 8, 9, 6]), T: 3, uniforms: numbers(0.875) },
    expected: { x: int32([[7, 8, 9]]), y: int32([[8, 9, 6]]) },
  },
  randomCase<Sizes>({
    name: 'short windows',
    points: 2,
    disclosure: 'full',
    sizes: shortWindows,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'long windows',
    points: 2,
    disclosure: 'full',
    sizes: longWindows,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'many windows',
    points: 2,
    disclosure: 'diagnosis',
    sizes: manyRows,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'windows of a single token',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(4, 5), T: fc.constant(1), starts: size(8, 9) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'the targets are the window, one token later',
    points: 2,
    disclosure: 'full',
    sizes: shortWindows,
    relation: 'y[b][t] must be x[b][t + 1], for every position but the last.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.data.values.map((_, at) => 100 + at)
      return [{ ...given, data: { ...given.data, values } }]
    },
    holds: ([output]) => {
      const { x, y } = rowsOf(output!)
      const T = x.shape[1]!
      const at = x.values.findIndex(
        (_, place) => place % T < T - 1 && y.values[place] !== x.values[place + 1],
      )
      if (at < 0) return null
      const [b, t] = [Math.floor(at / T), at % T]
      return broken(
        `y[${b}][${t}] is ${y.values[at]!}, but x[${b}][${t + 1}] is ${x.values[at + 1]!}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'every window equally likely',
    points: 2,
    disclosure: 'full',
    sizes: shortWindows,
    relation:
      'Of N − T uniform numbers spread evenly over [0, 1), each must start at another place, and every place must come once.',
    runs: ({ T, starts }, random) => {
      const data = random.integers([T + starts], 0, 0)
      const values = data.values.map((_, at) => at)
      // The middles of the intervals, on twelve bits.
      const middles = Array.from(
        { length: starts },
        (_, k) => Math.round(((k + 0.5) / starts) * 4096) / 4096,
      )
      return [{ data: { ...data, values }, T, uniforms: numbers(...middles) }]
    },
    holds: ([output]) => {
      const { x } = rowsOf(output!)
      const [B, T] = x.shape as [number, number]
      const firsts = Array.from({ length: B }, (_, b) => x.values[b * T]!)
      const missing = firsts.findIndex((_, start) => !firsts.includes(start))
      if (missing < 0) return null
      return broken(`the windows start at ${firsts.join(', ')}; none of them starts at ${missing}`)
    },
  }),
]
