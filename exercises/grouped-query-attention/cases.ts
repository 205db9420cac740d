import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  /** Heads of keys and values, and heads of queries for each of them. */
  readonly G: number
  readonly perGroup: number
  readonly T: number
  readonly S: number
  readonly dHead: number
  readonly dV: number
}

const sizesWith = (fixed: Partial<Record<keyof Sizes, fc.Arbitrary<number>>>) =>
  fc.record({
    B: size(2, 2),
    G: size(2, 2),
    perGroup: size(3, 3),
    T: size(4, 4),
    S: size(5, 5),
    dHead: size(3, 3),
    dV: size(7, 7),
    ...fixed,
  }) as fc.Arbitrary<Sizes>

/** Entries of deviation 1.5 give scores within about ±4. */
function inputs({ B, G, perGroup, T, S, dHead, dV }: Sizes, random: Random) {
  return {
    q: random.normal([B, G * perGroup, T, dHead], 1.5),
    k: random.normal([B, G, S, dHead], 1.5),
    v: random.normal([B, G, S, dV]),
    mask: null,
  }
}

/** Causal, with the queries as the last T of S tokens. */
function causal({ T, S }: Sizes): TensorValue {
  const values = Uint8Array.from({ length: T * S }, (_, at) =>
    at % S <= Math.floor(at / S) + Math.max(0, S - T) ? 1 : 0,
  )
  return { dtype: 'bool', shape: [T, S], values }
}

const changed =
  (when: string) =>
  ({ index: [b, h, t, c], left, right }: Place) =>
    `item ${b}, head ${h}, query ${t}, channel ${c} changed from ${digits(left, right)} to ${digits(right, left)} when ${when}`

const ln3 = Math.log(3)

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'four heads, two groups',
    points: 2,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[[ln3]], [[-ln3]], [[ln3]], [[0]]]]),
      k: tensorOf([
        [
          [[1], [0]],
          [[0], [1]],
        ],
      ]),
      v: tensorOf([
        [
          [[8], [0]],
          [[100], [20]],
        ],
      ]),
      mask: null,
    },
    expected: tensorOf([[[[6]], [[2]], [[40]], [[60]]]]),
  },
  {
    kind: 'example',
    name: 'two heads, one group, causal',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([
        [
          [[ln3], [ln3]],
          [[-ln3], [0]],
        ],
      ]),
      k: tensorOf([[[[1], [0]]]]),
      v: tensorOf([[[[8], [0]]]]),
      mask: tensorOf(
        [
          [true, false],
          [true, true],
        ],
        'bool',
      ),
    },
    expected: tensorOf([
      [
        [[8], [6]],
        [[8], [4]],
      ],
    ]),
  },
  randomCase<Sizes>({
    name: 'two groups of three heads',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({}),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'three groups of two heads, causal',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({ G: size(3, 3), perGroup: size(2, 2), S: size(6, 6), dHead: size(4, 4) }),
    inputs: (sizes, random) => ({ ...inputs(sizes, random), mask: causal(sizes) }),
  }),
  randomCase<Sizes>({
    name: 'one group for all heads',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ G: fc.constant(1), perGroup: size(4, 4), T: size(3, 3) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a group for every head',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ G: size(3, 3), perGroup: fc.constant(1) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'keys and values copied for every head',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({}),
    relation:
      'Giving every query head a copy of its group’s keys and values, so that G = H, must not change the output.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const k = copied(given.k, sizes.perGroup)
      return [given, { ...given, k, v: copied(given.v, sizes.perGroup) }]
    },
    holds: ([before, after]) =>
      agreeWithin(2e-5, before!, after!, changed('every head got a copy of its own')),
  }),
  invariantCase<Sizes>({
    name: 'the values of the last group edited',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ G: size(3, 3, 2), perGroup: size(2, 2) }),
    relation: 'Editing the values of the last group must change none of the heads of other groups.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { G, S, dV } = sizes
      const values = given.v.values.map((value, at) =>
        Math.floor(at / (S * dV)) % G === G - 1 ? value + 1 : value,
      )
      return [given, { ...given, v: { ...given.v, values } }]
    },
    holds: ([before, after], [given]) => {
      const [, H] = (given!['q'] as TensorValue).shape as [number, number]
      const [, G] = (given!['k'] as TensorValue).shape as [number, number]
      return agreeWithin(
        0,
        firstHeads(before!, H - H / G),
        firstHeads(after!, H - H / G),
        changed('the values of the last group were edited'),
      )
    },
  }),
]

/** [B, G, S, C] with every head `times` times, copies side by side: [B, G · times, S, C]. */
function copied({ dtype, shape, values }: TensorValue, times: number): TensorValue {
  const [B, G, S, C] = shape as [number, number, number, number]
  const copies = Float32Array.from({ length: values.length * times }, (_, at) => {
    const head = Math.floor(at / (S * C))
    return values[Math.floor(head / times) * S * C + (at % (S * C))]!
  })
  return { dtype, shape: [B, G * times, S, C], values: copies }
}

/** The first `count` heads of [B, H, T, dV]. */
function firstHeads(output: Value, count: number): TensorValue {
  const { dtype, shape, values } = output as TensorValue
  const [B, H, T, dV] = shape as [number, number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / (T * dV)) % H < count)
  return { dtype, shape: [B, count, T, dV], values: kept }
}
