import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly V: number
}

const oneText: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: size(4, 5, 2),
  V: size(7, 8, 2),
})
const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 4, 2),
  T: size(5, 6, 2),
  V: size(8, 9, 2),
})

function inputs({ B, T, V }: Sizes, random: Random, lengths: TensorValue, deviation = 2) {
  return {
    logits: random.normal([B, T, V], deviation),
    ids: random.integers([B, T], 0, V - 1),
    lengths,
  }
}

const allOf = (B: number, length: number) => tensorOf(new Array<number>(B).fill(length), 'int32')

/** The first text fills its row, the last is half as long at most; each has at least `shortest` tokens. */
function someLengths({ B, T }: Sizes, random: Random, shortest = 2): TensorValue {
  const lengths = random.integers([B], shortest, T)
  lengths.values[0] = T
  lengths.values[B - 1] = Math.max(shortest, Math.floor(T / 2))
  return lengths
}

type Given = ReturnType<typeof inputs>

/** Another token wherever `isEdited`. */
function withTokens(given: Given, isEdited: (b: number, t: number) => boolean): Given {
  const [, T, V] = given.logits.shape as [number, number, number]
  const values = given.ids.values.map((id, at) =>
    isEdited(Math.floor(at / T), at % T) ? (id + 1) % V : id,
  )
  return { ...given, ids: { ...given.ids, values } }
}

/** Other scores at every position that `isEdited`: raised for even tokens. */
function withScores(given: Given, isEdited: (b: number, t: number) => boolean): Given {
  const [, T, V] = given.logits.shape as [number, number, number]
  const values = given.logits.values.map((score, at) => {
    const row = Math.floor(at / V)
    return isEdited(Math.floor(row / T), row % T) ? score + ((at % V) % 2 === 0 ? 3 : 0) : score
  })
  return { ...given, logits: { ...given.logits, values } }
}

const sameLoss = (what: string) => (outputs: readonly Value[]) => {
  const [before, after] = outputs as [number, number]
  if (before === after) return null
  return {
    seen: `the loss changed from ${digits(before, after)} to ${digits(after, before)} when ${what}`,
    timesAllowed: Infinity,
  }
}

const [log2, log6] = [Math.log(2), Math.log(6)]

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one text of three tokens',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([
        [
          [log2, 0, 0],
          [0, 0, log2],
          [4, 0, -2],
        ],
      ]),
      ids: tensorOf([[2, 0, 1]], 'int32'),
      lengths: tensorOf([3], 'int32'),
    },
    // Token 0 had the probability 1/2 after token 2; then token 1 had 1/4.
    expected: 1.5 * log2,
  },
  {
    kind: 'example',
    name: 'two texts, one of them shorter',
    points: 2,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([
        [
          [log2, 0, 0],
          [0, 0, log2],
          [4, 0, -2],
        ],
        [
          [log6, 0, 0],
          [1, 2, 3],
          [-1, 0, 5],
        ],
      ]),
      ids: tensorOf(
        [
          [2, 0, 1],
          [1, 2, 0],
        ],
        'int32',
      ),
      lengths: tensorOf([3, 2], 'int32'),
    },
    // Surprises log 2 and log 4 in the first text, log 8 in the second: the mean of three.
    expected: 2 * log2,
  },
  randomCase<Sizes>({
    name: 'one text',
    points: 1,
    disclosure: 'full',
    sizes: oneText,
    inputs: (sizes, random) => inputs(sizes, random, allOf(sizes.B, sizes.T)),
  }),
  randomCase<Sizes>({
    name: 'a batch without padding',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, allOf(sizes.B, sizes.T)),
  }),
  randomCase<Sizes>({
    name: 'texts of different lengths',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, someLengths(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'token 0 again and again',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: (sizes, random) => {
      const given = inputs(sizes, random, someLengths(sizes, random))
      const values = given.ids.values.map((id, at) => (at % 2 === 1 ? 0 : id))
      return { ...given, ids: { ...given.ids, values } }
    },
  }),
  randomCase<Sizes>({
    name: 'a text of a single token',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, someLengths(sizes, random, 1)),
  }),
  randomCase<Sizes>({
    name: 'logits in the thousands',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, someLengths(sizes, random), 2000),
  }),
  {
    kind: 'example',
    name: 'nothing to predict',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([
        [
          [1, 2],
          [3, 4],
        ],
        [
          [0, 1],
          [1, 0],
        ],
      ]),
      ids: tensorOf(
        [
          [0, 1],
          [1, 0],
        ],
        'int32',
      ),
      lengths: tensorOf([1, 1], 'int32'),
    },
    expected: 0,
  },
  invariantCase<Sizes>({
    name: 'the first tokens edited',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation:
      'Nobody predicts the first token of a text: with the same logits, another first token must not change the loss at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someLengths(sizes, random))
      return [given, withTokens(given, (_, t) => t === 0)]
    },
    holds: sameLoss('the first token of every text was edited'),
  }),
  invariantCase<Sizes>({
    name: 'the last scores edited',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation:
      'What the last real position says is never scored: other logits there must not change the loss at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someLengths(sizes, random))
      return [given, withScores(given, (b, t) => t === given.lengths.values[b]! - 1)]
    },
    holds: sameLoss('the logits of every last real position were edited'),
  }),
  invariantCase<Sizes>({
    name: 'the padding edited',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Other tokens and logits in the padding must not change the loss at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someLengths(sizes, random))
      const isPadding = (b: number, t: number) => t >= given.lengths.values[b]!
      return [given, withScores(withTokens(given, isPadding), isPadding)]
    },
    holds: sameLoss('the padding was edited'),
  }),
]
