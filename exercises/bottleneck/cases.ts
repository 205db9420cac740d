import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  /** N sentences of L words, out of a vocabulary of V, in vectors of width D. */
  readonly N: number
  readonly L: number
  readonly D: number
  readonly V: number
}

const narrow: fc.Arbitrary<Sizes> = fc.record({
  N: size(4, 5, 2),
  L: size(6, 7, 2),
  D: size(5, 6, 4),
  V: size(9, 10, 4),
})
const wide: fc.Arbitrary<Sizes> = fc.record({
  N: size(3, 4, 2),
  L: size(8, 9, 2),
  D: size(14, 16, 4),
  V: size(11, 13, 4),
})

/** The smallest lead of a read's best word over the next one that lets rounding change no guess. */
const clearLead = 3e-5

/** Unit vectors for the words, and signs, in which no guess is nearly a tie: recall counts guesses, and a tie would be decided by rounding. */
function inputs(sizes: Sizes, random: Random) {
  for (let attempt = 1; ; attempt++) {
    const drawn = draw(sizes, random)
    if (attempt === 500 || smallestLead(drawn) > clearLead) return drawn
  }
}

function draw({ N, L, D, V }: Sizes, random: Random) {
  const normal = random.normal([V, D])
  const lengthOf = (word: number) => Math.hypot(...normal.values.subarray(word * D, (word + 1) * D))
  const unit = normal.values.map((value, at) => value / lengthOf(Math.floor(at / D)))
  const signs = random.booleans([L, D], 0.5)
  return {
    words: asArray({ ...normal, values: unit }),
    signs: asArray({ ...signs, values: Float32Array.from(signs.values, (one) => 2 * one - 1) }),
    sentences: random.integers([N, L], 0, V - 1),
  }
}

/** By how much, over all reads, the best word leads at least. */
function smallestLead(given: ReturnType<typeof draw>): number {
  const [words, signs] = [rowsOf(given.words), rowsOf(given.signs)]
  let smallest = Infinity
  for (const sentence of rowsOf(given.sentences)) {
    for (let n = 1; n <= sentence.length; n++) {
      const values = sentence.slice(0, n).map((word) => words[word]!)
      for (const own of signs.slice(0, n)) {
        const weights = signs
          .slice(0, n)
          .map((other) => Math.exp(dot(own, other) / Math.sqrt(own.length)))
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        const byVector = own.map((sign, d) =>
          values.reduce((sum, value, s) => sum + sign * signs[s]![d]! * value[d]!, 0),
        )
        const byAttention = own.map((_, d) =>
          values.reduce((sum, value, s) => sum + (weights[s]! / total) * value[d]!, 0),
        )
        smallest = Math.min(smallest, lead(byVector, words), lead(byAttention, words))
      }
    }
  }
  return smallest
}

function lead(read: number[], words: number[][]): number {
  const [best, next] = words.map((word) => dot(read, word)).sort((one, other) => other - one)
  return best! - next!
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, entry, d) => sum + entry * other[d]!, 0)
}

function rowsOf({ shape, values }: TensorValue): number[][] {
  const [rows, width] = shape as [number, number]
  return Array.from({ length: rows }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
  ])
}

/** [rows, columns] without what is right of the first `columns`. */
function firstColumns({ dtype, shape, values }: TensorValue, columns: number): TensorValue {
  const [rows, width] = shape as [number, number]
  const kept = values.filter((_, at) => at % width < columns)
  return { dtype, shape: [rows, columns], values: kept }
}

function reversedRows({ dtype, shape, values }: TensorValue): TensorValue {
  const [rows, width] = shape as [number, number]
  const reversed = values.map(
    (_, at) => values[(rows - 1 - Math.floor(at / width)) * width + (at % width)]!,
  )
  return { dtype, shape, values: reversed }
}

const memories = ['by one vector', 'by attention']
const array = (nested: unknown) => tensorOf(nested, 'float64')

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one sentence of three words',
    points: 1,
    disclosure: 'full',
    inputs: {
      words: array([
        [1, 0],
        [0.28, 0.96],
        [-0.8, 0.6],
      ]),
      signs: array([
        [1, 1],
        [1, -1],
        [-1, 1],
      ]),
      sentences: tensorOf([[1, 2, 0]], 'int32'),
    },
    expected: array([
      [1, 1 / 2, 2 / 3],
      [1, 1, 1],
    ]),
  },
  {
    kind: 'example',
    name: 'two sentences of four words',
    points: 1,
    disclosure: 'full',
    inputs: {
      words: array([
        [1, 0, 0, 0],
        [0.8, 0, 0.6, 0],
        [0, 0.6, -0.8, 0],
        [0.5, 0.5, 0.5, 0.5],
        [-0.7, 0.1, 0.5, 0.5],
      ]),
      signs: array([
        [1, 1, 1, -1],
        [1, 1, -1, 1],
        [-1, 1, 1, 1],
        [1, 1, 1, 1],
      ]),
      sentences: tensorOf(
        [
          [1, 4, 2, 0],
          [3, 2, 0, 4],
        ],
        'int32',
      ),
    },
  },
  randomCase<Sizes>({
    name: 'narrow vectors',
    points: 3,
    disclosure: 'full',
    sizes: narrow,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'wide vectors',
    points: 3,
    disclosure: 'full',
    sizes: wide,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'narrow vectors, many words',
    points: 2,
    disclosure: 'diagnosis',
    // Words crowd together, so that even a little of another word in a read leads astray.
    sizes: fc.record({ N: size(4, 5, 2), L: size(8, 8, 2), D: size(4, 4), V: size(30, 34, 4) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'sentences cut short',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    relation:
      'Recall at length n reads the first n words only: cutting the last word off every sentence must leave all earlier columns as they were.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const n = sizes.L - 1
      const signs = {
        ...given.signs,
        shape: [n, sizes.D],
        values: given.signs.values.slice(0, n * sizes.D),
      }
      return [given, { ...given, signs, sentences: firstColumns(given.sentences, n) }]
    },
    holds: ([long, short]) =>
      agreeWithin(
        1e-6,
        firstColumns(long as TensorValue, (short as TensorValue).shape[1]!),
        short as Value,
        ({ index: [memory, at], left, right }) =>
          `${memories[memory!]}, length ${at! + 1}: ${digits(left, right)} in the long sentences, ${digits(right, left)} in the short ones`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'sentences in another order',
    points: 1,
    disclosure: 'full',
    sizes: narrow,
    relation: 'Each sentence has a memory of its own: their order must not change the recall.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, { ...given, sentences: reversedRows(given.sentences) }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        1e-6,
        before as Value,
        after as Value,
        ({ index: [memory, at], left, right }) =>
          `${memories[memory!]}, length ${at! + 1}: ${digits(left, right)} became ${digits(right, left)}`,
      ),
  }),
]
