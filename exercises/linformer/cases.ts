import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  /** Mixtures. */
  readonly M: number
  readonly dHead: number
  readonly dV: number
}

const sizesWith = (fixed: Partial<Record<keyof Sizes, fc.Arbitrary<number>>>) =>
  fc.record({
    B: size(2, 2),
    T: size(4, 4),
    S: size(8, 9, 2),
    M: size(5, 5),
    dHead: size(3, 3),
    dV: size(6, 6),
    ...fixed,
  }) as fc.Arbitrary<Sizes>

const square: fc.Arbitrary<Sizes> = size(5, 5).chain((S) =>
  sizesWith({ S: fc.constant(S), M: fc.constant(S) }),
)

const full = ({ B, S }: Sizes) => tensorOf(new Array<number>(B).fill(S), 'int32')

/** A length for every item: the first is full, the last has padding. */
function someLengths({ B, S }: Sizes, random: Random): TensorValue {
  const lengths = random.integers([B], 1, S)
  lengths.values[0] = S
  lengths.values[B - 1] = random.integer(Math.max(1, Math.floor(S / 3)), Math.max(1, S - 3))
  return lengths
}

/** Mixtures are about as large as what is mixed, so scores are within about ±4. */
function inputs(sizes: Sizes, random: Random, lengths = full(sizes)) {
  const { B, T, S, M, dHead, dV } = sizes
  return {
    q: random.normal([B, T, dHead], 1.5),
    k: random.normal([B, S, dHead], 1.5),
    v: random.normal([B, S, dV]),
    e: random.normal([M, S], 1 / Math.sqrt(S)),
    f: random.normal([M, S], 1 / Math.sqrt(S)),
    lengths,
  }
}

const identity = (S: number) =>
  tensorOf(
    Array.from({ length: S }, (_, k) => Array.from({ length: S }, (_s, s) => (s === k ? 1 : 0))),
  )

const differs =
  (when: string) =>
  ({ index: [b, t, c], left, right }: Place) =>
    `item ${b}, query ${t}, channel ${c} is ${digits(left, right)}, but ${digits(right, left)} ${when}`

const ln3 = Math.log(3)
const halves = tensorOf([
  [0.5, 0.5, 0, 0],
  [0, 0, 0.5, 0.5],
])
const picks = tensorOf([
  [1, 0, 0, 0],
  [0, 0, 1, 1],
])

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'four keys mixed into two',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[ln3]]]),
      k: tensorOf([[[2], [0], [1], [-1]]]),
      v: tensorOf([[[8], [5], [2], [2]]]),
      e: halves,
      f: picks,
      lengths: tensorOf([4], 'int32'),
    },
    expected: tensorOf([[[7]]]),
  },
  {
    kind: 'example',
    name: 'three keys and one of padding',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[ln3]]]),
      k: tensorOf([[[2], [0], [0], [5]]]),
      v: tensorOf([[[8], [5], [2], [9]]]),
      e: halves,
      f: picks,
      lengths: tensorOf([3], 'int32'),
    },
    expected: tensorOf([[[6.5]]]),
  },
  randomCase<Sizes>({
    name: 'no padding',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({}),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'padding',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({ B: size(3, 3), S: size(10, 10, 2), dHead: size(4, 4) }),
    inputs: (sizes, random) => inputs(sizes, random, someLengths(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'as many mixtures as keys',
    points: 2,
    disclosure: 'full',
    sizes: square,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'nothing mixed at all',
    points: 1,
    disclosure: 'diagnosis',
    sizes: square,
    inputs: (sizes, random) => ({
      ...inputs(sizes, random),
      e: identity(sizes.S),
      f: identity(sizes.S),
    }),
  }),
  randomCase<Sizes>({
    name: 'a single mixture',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ M: fc.constant(1) }),
    inputs: (sizes, random) => inputs(sizes, random, someLengths(sizes, random)),
  }),
  invariantCase<Sizes>({
    name: 'the padding edited',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({}),
    relation: 'Editing keys and values of the padding must not change the output at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someLengths(sizes, random))
      const edited = ({ dtype, shape, values }: TensorValue) => {
        const [, S, C] = shape as [number, number, number]
        const changed = values.map((value, at) => {
          const row = Math.floor(at / C)
          return row % S < given.lengths.values[Math.floor(row / S)]! ? value : 3 - value
        })
        return { dtype, shape, values: changed }
      }
      return [given, { ...given, k: edited(given.k), v: edited(given.v) }]
    },
    holds: ([before, after]) =>
      agreeWithin(0, before!, after!, differs('with other numbers in the padding')),
  }),
  invariantCase<Sizes>({
    name: 'the mixtures in reverse order',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ M: size(5, 5, 2) }),
    relation:
      'Mixtures have no places: reversing the rows of e and f together must not change the output.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someLengths(sizes, random))
      return [given, { ...given, e: rowsReversed(given.e), f: rowsReversed(given.f) }]
    },
    holds: ([before, after]) =>
      agreeWithin(2e-5, before!, after!, differs('with the rows of e and f reversed')),
  }),
]

function rowsReversed({ dtype, shape, values }: TensorValue): TensorValue {
  const [M, S] = shape as [number, number]
  const turned = values.map((_, at) => values[(M - 1 - Math.floor(at / S)) * S + (at % S)]!)
  return { dtype, shape, values: turned }
}
