import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  readonly blockSize: number
  readonly dHead: number
  readonly dV: number
}

const sizesWith = (fixed: Partial<Record<keyof Sizes, fc.Arbitrary<number>>>) =>
  fc.record({
    B: size(2, 2),
    T: size(5, 5),
    S: size(6, 6),
    blockSize: size(2, 2),
    dHead: size(3, 3),
    dV: size(7, 7),
    ...fixed,
  }) as fc.Arbitrary<Sizes>

/** Entries of deviation 1.5 give scores within about ±4. */
function inputs({ B, T, S, blockSize, dHead, dV }: Sizes, random: Random) {
  return {
    q: random.normal([B, T, dHead], 1.5),
    k: random.normal([B, S, dHead], 1.5),
    v: random.normal([B, S, dV]),
    blockSize,
  }
}

/**
 * Scores of `base` + 0, ±1 or ±2, exactly: four channels, hence a division by 2; the first is the
 * same for all keys.
 */
function scoresNear(base: number, { B, T, S, blockSize, dV }: Sizes, random: Random) {
  const rows = (count: number, first: number, others: () => number) =>
    tensorOf(
      Array.from({ length: B }, () => Array.from({ length: count }, () => [first, others(), 0, 0])),
    )
  return {
    q: rows(T, base, () => 2),
    k: rows(S, 2, () => random.integer(-2, 2)),
    v: random.normal([B, S, dV]),
    blockSize,
  }
}

const outputOf = (result: Value | undefined) => (result as { readonly output: TensorValue }).output

const differs =
  (when: string) =>
  ({ index: [b, t, c], left, right }: Place) =>
    `item ${b}, query ${t}, channel ${c} is ${digits(left, right)}, but ${digits(right, left)} ${when}`

const ln2 = Math.log(2)

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'four keys in two blocks',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[ln2]]]),
      k: tensorOf([[[1], [0], [3], [1]]]),
      v: tensorOf([[[8], [4], [5], [2]]]),
      blockSize: 2,
    },
    expected: {
      maxima: tensorOf([[[ln2, 3 * ln2]]]),
      sums: tensorOf([[[1.5, 1.625]]]),
      output: tensorOf([[[8 / 1.625]]]),
    },
  },
  {
    kind: 'example',
    name: 'three keys, the last block shorter',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: tensorOf([[[ln2]]]),
      k: tensorOf([[[-1], [-3], [-2]]]),
      v: tensorOf([[[1], [4], [6]]]),
      blockSize: 2,
    },
    expected: {
      maxima: tensorOf([[[-ln2, -ln2]]]),
      sums: tensorOf([[[1.25, 1.75]]]),
      output: tensorOf([[[5 / 1.75]]]),
    },
  },
  randomCase<Sizes>({
    name: 'three blocks of two',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({}),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'blocks that do not divide S',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({ S: size(10, 11), blockSize: size(4, 4), dHead: size(4, 4) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one key at a time',
    points: 1,
    disclosure: 'full',
    sizes: sizesWith({ blockSize: fc.constant(1) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a block larger than S',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ blockSize: size(9, 9) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'scores near 1000',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ S: size(7, 7), blockSize: size(3, 3) }),
    inputs: (sizes, random) => scoresNear(1000, sizes, random),
  }),
  randomCase<Sizes>({
    name: 'scores near -1000',
    points: 2,
    disclosure: 'diagnosis',
    sizes: sizesWith({ S: size(7, 7), blockSize: size(3, 3) }),
    inputs: (sizes, random) => scoresNear(-1000, sizes, random),
  }),
  invariantCase<Sizes>({
    name: 'other blocks',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ S: size(7, 7, 3), blockSize: size(2, 2) }),
    relation: 'How keys are cut into blocks must not change the output.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, { ...given, blockSize: sizes.S }]
    },
    holds: ([blocks, whole]) =>
      agreeWithin(2e-5, outputOf(blocks), outputOf(whole), differs('in a single block')),
  }),
  invariantCase<Sizes>({
    name: 'keys and values in reverse order',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ S: size(7, 7, 3), blockSize: size(3, 3) }),
    relation: 'Reversing keys and values together must not change the output.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, { ...given, k: reversed(given.k), v: reversed(given.v) }]
    },
    holds: ([before, after]) =>
      agreeWithin(2e-5, outputOf(before), outputOf(after), differs('in reverse order')),
  }),
]

/** [B, S, C] with the order of its rows reversed in every item. */
function reversed({ dtype, shape, values }: TensorValue): TensorValue {
  const [, S, C] = shape as [number, number, number]
  const turned = values.map((_, at) => {
    const row = Math.floor(at / C)
    return values[(row - (row % S) + (S - 1 - (row % S))) * C + (at % C)]!
  })
  return { dtype, shape, values: turned }
}
