import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  readonly nHeads: number
}

const moreKeys: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 4),
  T: size(4, 5),
  S: size(7, 8, 2),
  nHeads: size(2, 2),
})
const moreQueries: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(7, 8),
  S: size(4, 5, 2),
  nHeads: size(3, 3),
})

/** A length for every item: the first is the shortest, the last is full. */
function inputs({ B, T, S, nHeads }: Sizes, random: Random, offset: number, shortest = 2): Inputs {
  const lengths = random.integers([B], Math.min(shortest + 1, S), S)
  lengths.values[0] = Math.min(shortest, S)
  if (B > 1) lengths.values[B - 1] = S
  return { lengths, T, S, offset, nHeads }
}

const bool = (nested: unknown) => tensorOf(nested, 'bool')
const field = (output: Value | undefined, name: string) =>
  (output as Readonly<Record<string, TensorValue>>)[name]!
const numberOf = (given: Inputs | undefined, name: string) => given![name] as number

const [o, x] = [true, false]
const no = -Infinity

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'three tokens, no padding',
    points: 1,
    disclosure: 'full',
    inputs: { lengths: tensorOf([3], 'int32'), T: 3, S: 3, offset: 0, nHeads: 1 },
    expected: {
      causal: bool([
        [o, x, x],
        [o, o, x],
        [o, o, o],
      ]),
      padding: bool([[o, o, o]]),
      visible: bool([
        [
          [o, x, x],
          [o, o, x],
          [o, o, o],
        ],
      ]),
      bias: tensorOf([
        [
          [0, no, no],
          [0, 0, no],
          [0, 0, 0],
        ],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'two queries, four keys, two items, two heads',
    points: 2,
    disclosure: 'full',
    inputs: { lengths: tensorOf([4, 2], 'int32'), T: 2, S: 4, offset: 1, nHeads: 2 },
    expected: {
      causal: bool([
        [o, o, x, x],
        [o, o, o, x],
      ]),
      padding: bool([
        [o, o, o, o],
        [o, o, x, x],
      ]),
      visible: bool([
        [
          [o, o, x, x],
          [o, o, o, x],
        ],
        [
          [o, o, x, x],
          [o, o, x, x],
        ],
      ]),
      bias: tensorOf([
        [
          [0, 0, no, no],
          [0, 0, 0, no],
        ],
        [
          [0, 0, no, no],
          [0, 0, 0, no],
        ],
        [
          [0, 0, no, no],
          [0, 0, no, no],
        ],
        [
          [0, 0, no, no],
          [0, 0, no, no],
        ],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'a query before the first key',
    points: 1,
    disclosure: 'full',
    inputs: { lengths: tensorOf([1], 'int32'), T: 3, S: 2, offset: -1, nHeads: 1 },
    expected: {
      causal: bool([
        [x, x],
        [o, x],
        [o, o],
      ]),
      padding: bool([[o, x]]),
      visible: bool([
        [
          [x, x],
          [o, x],
          [o, x],
        ],
      ]),
      bias: tensorOf([
        [
          [no, no],
          [0, no],
          [0, no],
        ],
      ]),
    },
  },
  randomCase<Sizes>({
    name: 'queries and keys start together',
    points: 2,
    disclosure: 'full',
    sizes: moreKeys,
    inputs: (sizes, random) => inputs(sizes, random, 0),
  }),
  randomCase<Sizes>({
    name: 'some keys come from before',
    points: 2,
    disclosure: 'full',
    sizes: moreKeys,
    inputs: (sizes, random) => inputs(sizes, random, random.integer(1, 2)),
  }),
  randomCase<Sizes>({
    name: 'more queries than keys, a negative offset',
    points: 2,
    disclosure: 'diagnosis',
    sizes: moreQueries,
    inputs: (sizes, random) => inputs(sizes, random, random.integer(-3, -2), 1),
  }),
  randomCase<Sizes>({
    name: 'an item without any token',
    points: 1,
    disclosure: 'diagnosis',
    sizes: moreQueries,
    inputs: (sizes, random) => inputs(sizes, random, random.integer(0, 1), 0),
  }),
  invariantCase<Sizes>({
    name: 'each query sees one key more than the one before',
    points: 2,
    disclosure: 'full',
    sizes: moreKeys,
    relation: 'Row t of the causal mask holds t + 1 + offset times true (at most S).',
    runs: (sizes, random) => [inputs(sizes, random, random.integer(1, 2))],
    holds: ([output], [given]) => {
      const { shape, values } = field(output, 'causal')
      const [T, S] = shape as [number, number]
      const counts = Float64Array.from(
        { length: T },
        (_, t) => values.subarray(t * S, (t + 1) * S).filter((one) => one === 1).length,
      )
      const due = counts.map((_, t) => Math.min(S, t + 1 + numberOf(given, 'offset')))
      return exactly(
        [{ dtype: 'float64', shape: [T], values: counts }],
        [{ dtype: 'float64', shape: [T], values: due }],
        ([t], found, wanted) => `row ${t} holds ${found} times true, not ${wanted}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the queries move one place on',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ B: size(2, 3), T: size(4, 5, 2), S: size(8, 9, 2), nHeads: size(2, 2) }),
    relation: 'With an offset that is larger by 1, row t is what row t + 1 was.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, 1)
      return [given, { ...given, offset: 2 }]
    },
    holds: ([before, after]) => {
      const [{ dtype, shape, values }, later] = [field(before, 'causal'), field(after, 'causal')]
      const [T, S] = shape as [number, number]
      const rows = [T - 1, S]
      return exactly(
        [{ dtype, shape: rows, values: values.slice(S) }],
        [{ dtype, shape: rows, values: later.values.slice(0, (T - 1) * S) }],
        ([t, s], was, is) =>
          `causal[${t! + 1}][${s}] is ${was === 1}, but after the move causal[${t}][${s}] is ${is === 1}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'items in reverse order',
    points: 2,
    disclosure: 'full',
    sizes: moreKeys,
    relation:
      'Reversing the items of the batch reverses their masks, all heads of an item together.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, 2)
      const { dtype, shape, values } = given['lengths'] as TensorValue
      return [given, { ...given, lengths: { dtype, shape, values: values.toReversed() } }]
    },
    holds: ([before, after], [given]) => {
      const { shape } = given!['lengths'] as TensorValue
      const names = ['padding', 'visible', 'bias']
      return exactly(
        names.map((name) => blocks(field(before, name), shape[0]!)),
        names.map((name) => reversed(blocks(field(after, name), shape[0]!))),
        ([b]) => `the mask of item ${b} is another one when the items come in reverse order`,
      )
    },
  }),
]

/** [B, rest], with -Infinity as 1, so that differences are numbers. */
function blocks({ values }: TensorValue, B: number): TensorValue {
  const numbers = Float64Array.from(values, (value) => (value === no ? 1 : value))
  return { dtype: 'float64', shape: [B, values.length / B], values: numbers }
}

function reversed({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, width] = shape as [number, number]
  const moved = values.map(
    (_, at) => values[(B - 1 - Math.floor(at / width)) * width + (at % width)]!,
  )
  return { dtype, shape, values: moved }
}

/** Null when every tensor on the left equals the one on the right. */
function exactly(
  left: readonly TensorValue[],
  right: readonly TensorValue[],
  say: (index: readonly number[], left: number, right: number) => string,
): BrokenRelation | null {
  const broken = left.map((one, at) =>
    agreeWithin(0, one, right[at]!, ({ index, left: found, right: due }) => say(index, found, due)),
  )
  return broken.find((one) => one !== null) ?? null
}
