import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly n: number
  readonly m: number
  readonly h: number
  readonly vocab: number
}

const threeWords: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  n: size(3, 3),
  m: size(4, 5),
  h: size(6, 7),
  vocab: size(8, 9, 3),
})
const fiveWords: fc.Arbitrary<Sizes> = fc.record({
  B: size(4, 4),
  n: size(5, 5),
  m: size(2, 3),
  h: size(6, 8),
  vocab: size(7, 7, 3),
})
const oneWord: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  n: fc.constant(1),
  m: size(4, 5),
  h: size(6, 6),
  vocab: size(5, 7, 3),
})

/** Scores before tanh stay within about ±3, so that it bends and does not cut off. */
function inputs({ B, n, m, h, vocab }: Sizes, random: Random) {
  const width = n * m
  const weights = {
    C: random.normal([vocab, m]),
    H: random.normal([h, width], 1 / Math.sqrt(width)),
    d: random.normal([h], 0.5),
    U: random.normal([vocab, h], 1 / Math.sqrt(h)),
    b: random.normal([vocab], 0.5),
  }
  return {
    words: random.integers([B, n], 0, vocab - 1),
    weights: { ...weights, W: random.normal([vocab, width], 1 / Math.sqrt(width)) },
  } satisfies Inputs
}

function withoutDirect(sizes: Sizes, random: Random) {
  const given = inputs(sizes, random)
  return { ...given, weights: { ...given.weights, W: null } }
}

const worked = {
  C: tensorOf([
    [1, 0],
    [0, 2],
    [-1, 1],
  ]),
  H: tensorOf([
    [1, 0, 1, 5],
    [0, 1, 0, 3],
  ]),
  d: tensorOf([1, -1]),
  U: tensorOf([
    [1, 0],
    [0, 1],
    [1, -1],
  ]),
  b: tensorOf([0.5, 0, -1]),
  W: tensorOf([
    [0, 0, 1, 0],
    [1, 0, -1, 0],
    [0, 1, 0, 2],
  ]),
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two words, with direct connections',
    points: 2,
    disclosure: 'full',
    inputs: { words: tensorOf([[1, 0]], 'int32'), weights: worked },
    // x = (0, 2, 1, 0); inside tanh (2, 1); direct (1, -1, 2).
    expected: tensorOf([
      [0.5 + Math.tanh(2) + 1, Math.tanh(1) - 1, -1 + Math.tanh(2) - Math.tanh(1) + 2],
    ]),
  },
  {
    kind: 'example',
    name: 'the same without direct connections',
    points: 1,
    disclosure: 'full',
    inputs: { words: tensorOf([[1, 0]], 'int32'), weights: { ...worked, W: null } },
    expected: tensorOf([[0.5 + Math.tanh(2), Math.tanh(1), -1 + Math.tanh(2) - Math.tanh(1)]]),
  },
  randomCase<Sizes>({
    name: 'three words',
    points: 3,
    disclosure: 'full',
    sizes: threeWords,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'three words, no direct connections',
    points: 2,
    disclosure: 'full',
    sizes: threeWords,
    inputs: withoutDirect,
  }),
  randomCase<Sizes>({
    name: 'five words',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fiveWords,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one word',
    points: 1,
    disclosure: 'diagnosis',
    sizes: oneWord,
    inputs: withoutDirect,
  }),
  invariantCase<Sizes>({
    name: 'two words with one vector',
    points: 2,
    disclosure: 'full',
    sizes: threeWords,
    relation: 'A word may be exchanged for another one with the same vector: no score changes.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { m, vocab } = sizes
      const word = given.words.values[0]!
      const twin = (word + 1) % vocab
      const C = given.weights.C.values.slice()
      C.set(C.subarray(word * m, (word + 1) * m), twin * m)
      const weights = { ...given.weights, C: { ...given.weights.C, values: C } }
      const values = given.words.values.map((one) => (one === word ? twin : one))
      return [
        { ...given, weights },
        { words: { ...given.words, values }, weights },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        1e-5,
        before!,
        after!,
        ({ index: [b, v], left, right }) =>
          `item ${b}: the score of word ${v} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'every output bias raised by 1',
    points: 2,
    disclosure: 'full',
    sizes: threeWords,
    relation: 'Adding 1 to every number in b adds 1 to every score.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { b } = given.weights
      const raised = { ...b, values: b.values.map((value) => value + 1) }
      return [given, { ...given, weights: { ...given.weights, b: raised } }]
    },
    holds: ([before, after]) => {
      const { shape, values } = before as TensorValue
      const due = { dtype: 'float64', shape, values: Float64Array.from(values, (y) => y + 1) }
      return agreeWithin(
        2e-5,
        after!,
        due as TensorValue,
        ({ index: [item, v], left, right }) =>
          `item ${item}: the score of word ${v} became ${digits(left, right)} instead of ${digits(right, left)}`,
      )
    },
  }),
]
