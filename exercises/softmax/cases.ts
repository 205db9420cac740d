import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly T: number
  readonly S: number
}

const severalRows: fc.Arbitrary<Sizes> = fc.record({ T: size(4, 5), S: size(6, 8, 2) })

/** Scores of deviation 2, each row moved by what `offset` says; numbers that float32 holds exactly. */
function scoresAround(offset: (t: number) => number) {
  return ({ T, S }: Sizes, random: Random) => {
    const { values } = random.normal([T, S], 2)
    return { scores: rows([T, S], (t, s) => Math.fround(values[t * S + s]! + offset(t))) }
  }
}

const scoresAroundZero = scoresAround(() => 0)

function rows([T, S]: readonly [number, number], score: (t: number, s: number) => number) {
  const values = Float64Array.from({ length: T * S }, (_, at) => score(Math.floor(at / S), at % S))
  return { dtype: 'float64', shape: [T, S], values } as const
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two rows of three scores',
    points: 1,
    disclosure: 'full',
    inputs: {
      scores: tensorOf(
        [
          [0, 1, 2],
          [3, 1, 3],
        ],
        'float64',
      ),
    },
    // Row 0: 1, e and e² over 1 + e + e². Row 1: e², 1 and e² over 2e² + 1; equal scores get equal weights.
    expected: tensorOf(
      [
        [0, 1, 2].map((power) => Math.E ** power / (1 + Math.E + Math.E ** 2)),
        [2, 0, 2].map((power) => Math.E ** power / (2 * Math.E ** 2 + 1)),
      ],
      'float64',
    ),
  },
  {
    kind: 'example',
    name: 'hidden scores',
    points: 1,
    disclosure: 'full',
    inputs: {
      scores: tensorOf(
        [
          [2, -Infinity, 2, -Infinity],
          [-Infinity, -1, -Infinity, -Infinity],
        ],
        'float64',
      ),
    },
    expected: tensorOf(
      [
        [0.5, 0, 0.5, 0],
        [0, 1, 0, 0],
      ],
      'float64',
    ),
  },
  randomCase<Sizes>({
    name: 'several rows',
    points: 4,
    disclosure: 'full',
    sizes: severalRows,
    inputs: scoresAroundZero,
  }),
  randomCase<Sizes>({
    name: 'one score per row',
    points: 1,
    disclosure: 'full',
    sizes: fc.record({ T: size(3, 5), S: fc.constant(1) }),
    inputs: scoresAroundZero,
  }),
  randomCase<Sizes>({
    name: 'several rows, some scores hidden',
    points: 2,
    disclosure: 'full',
    sizes: severalRows,
    inputs: ({ T, S }, random) => {
      const { values } = random.normal([T, S], 2)
      const hidden = random.booleans([T, S], 0.4).values
      for (let t = 0; t < T; t++) hidden[t * S + random.integer(0, S - 1)] = 0
      return {
        scores: rows([T, S], (t, s) => (hidden[t * S + s] ? -Infinity : values[t * S + s]!)),
      }
    },
  }),
  randomCase<Sizes>({
    name: 'very negative scores',
    points: 2,
    disclosure: 'diagnosis',
    sizes: severalRows,
    // So low that any number added to the sum of exponentials, down to 1e-12, outweighs it.
    inputs: scoresAround((t) => [-50, -60][t % 2]!),
  }),
  {
    kind: 'example',
    name: 'too large for exp',
    points: 2,
    disclosure: 'full',
    inputs: {
      scores: tensorOf(
        [
          [710, 711],
          [-40, -39],
        ],
        'float64',
      ),
    },
    // Both rows differ by 1, so both have the same weights.
    expected: tensorOf(
      [
        [1 / (1 + Math.E), Math.E / (1 + Math.E)],
        [1 / (1 + Math.E), Math.E / (1 + Math.E)],
      ],
      'float64',
    ),
  },
  randomCase<Sizes>({
    name: 'rows far apart',
    points: 2,
    disclosure: 'diagnosis',
    sizes: severalRows,
    inputs: scoresAround((t) => [1e6, 0, -1e6][t % 3]!),
  }),
  invariantCase<Sizes>({
    name: 'weights sum to 1',
    points: 2,
    disclosure: 'full',
    sizes: severalRows,
    relation: 'The weights of every row sum to 1.',
    runs: (sizes, random) => [scoresAroundZero(sizes, random)],
    holds: ([weights]) => {
      const sums = rowSums(weights as TensorValue)
      const ones = { ...sums, values: sums.values.slice().fill(1) }
      return agreeWithin(
        1e-5,
        sums,
        ones,
        ({ index: [t], left }) => `row ${t} sums to ${digits(left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'a constant added to all scores',
    points: 3,
    disclosure: 'full',
    sizes: severalRows,
    relation: 'Adding the same number to every score of a row must not change its weights.',
    // Quarters, so that the addition is exact in float32 too.
    runs: ({ T, S }, random) => {
      const quarters = random.integers([T, S], -12, 12).values
      const moved = (by: number) => ({
        scores: rows([T, S], (t, s) => quarters[t * S + s]! / 4 + by),
      })
      return [moved(0), moved(5)]
    },
    holds: ([before, after]) =>
      agreeWithin(
        1e-5,
        before!,
        after!,
        ({ index: [t, s], left, right }) =>
          `row ${t}, position ${s} changed from ${digits(left, right)} to ${digits(right, left)} when 5 was added to every score`,
      ),
  }),
]

function rowSums({ shape, values }: TensorValue): TensorValue {
  const [T, S] = shape as [number, number]
  const sums = new Float64Array(T)
  values.forEach((weight, at) => (sums[Math.floor(at / S)]! += weight))
  return { dtype: 'float64', shape: [T], values: sums }
}
