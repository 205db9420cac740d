import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { tokensBeforeLast } from '../multi-head-attention/cases.ts'
import { random as randomOf, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'
import { blockParameters, normParameters, tailWeights } from '../transformer-block/cases.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly vocab: number
  /** Positions in wpe beyond T. */
  readonly spare: number
  readonly layers: number
  readonly nHeads: number
  readonly dHead: number
  readonly dFF: number
}

const oneItem: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: size(3, 4),
  vocab: size(5, 5),
  spare: fc.constant(4),
  layers: size(2, 2),
  nHeads: size(2, 2),
  dHead: size(3, 3),
  dFF: size(8, 8),
})
const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(5, 6),
  vocab: size(7, 8),
  spare: fc.constant(4),
  layers: size(2, 2),
  nHeads: size(3, 3),
  dHead: size(4, 4),
  dFF: size(10, 11),
})

/** Sizes of `batch` with some of them fixed. */
const batchWith = (fixed: Partial<Sizes>): fc.Arbitrary<Sizes> =>
  batch.map((sizes) => ({ ...sizes, ...fixed }))

function inputs(sizes: Sizes, random: Random) {
  const { B, T, vocab, spare, layers, nHeads, dHead, dFF } = sizes
  const dModel = nHeads * dHead
  return {
    ids: random.integers([B, T], 0, vocab - 1),
    weights: {
      wte: random.normal([vocab, dModel]),
      wpe: random.normal([T + spare, dModel]),
      blocks: Array.from({ length: layers }, () => blockParameters(dModel, dFF, random)),
      lnF: normParameters(dModel, random),
    },
    nHeads,
  } satisfies Inputs
}

/** One token repeated at positions that almost cancel it: the stream hardly varies, and epsilon shows. */
function faint(sizes: Sizes, random: Random) {
  const given = inputs(sizes, random)
  const { wte, wpe } = given.weights
  const width = sizes.nHeads * sizes.dHead
  const id = given.ids.values[0]!
  const values = wpe.values.map(
    (value, at) => value / 1000 - wte.values[id * width + (at % width)]!,
  )
  const weights = { ...given.weights, wpe: { ...wpe, values } }
  return withIds({ ...given, weights }, () => id)
}

/** Every hidden unit of every block sits where the exact and the approximate GELU differ most. */
function nearTheTail(sizes: Sizes, random: Random) {
  const given = inputs(sizes, random)
  const dModel = sizes.nHeads * sizes.dHead
  const blocks = given.weights.blocks.map((block) => ({
    ...block,
    ffn: { ...block.ffn, ...tailWeights(dModel, sizes.dFF, random) },
  }))
  return { ...given, weights: { ...given.weights, blocks } }
}

/** The same inputs with other token numbers. */
function withIds(given: ReturnType<typeof inputs>, change: (id: number, t: number) => number) {
  const T = given.ids.shape[1]!
  const values = Int32Array.from(given.ids.values, (id, at) => change(id, at % T))
  return { ...given, ids: { ...given.ids, values } }
}

/** Sums may be taken in another order, and a masked softmax be shared out anew. */
const rounding = 2e-4

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'no blocks at all',
    points: 2,
    disclosure: 'full',
    inputs: {
      ids: tensorOf([[2, 0, 2]], 'int32'),
      weights: {
        wte: tensorOf([
          [1, 0, 2, 0],
          [0, 1, 0, -1],
          [2, 1, -1, 0],
        ]),
        wpe: tensorOf([
          [1, 0, 2, 3],
          [-2, 3, -3, 3],
          [1, 2, -2, -3],
          [4, 0, 1, -1],
          [0, -2, 1, 2],
        ]),
        blocks: [],
        lnF: { gamma: tensorOf([2, 1, 1, 1]), beta: tensorOf([0, 1, 0, -1]) },
      },
      nHeads: 1,
    },
    // Sums 3 1 1 3, -1 3 -1 3, 3 3 -3 -3; normed 2 0 -1 0, -2 2 -1 0, 2 2 -1 -2.
    expected: tensorOf([
      [
        [0, 0, 5],
        [-4, 2, -1],
        [0, 4, 7],
      ],
    ]),
  },
  {
    kind: 'example',
    name: 'two tokens, one block',
    points: 1,
    disclosure: 'full',
    inputs: inputs(
      { B: 1, T: 2, vocab: 3, spare: 2, layers: 1, nHeads: 2, dHead: 2, dFF: 3 },
      randomOf(20),
    ),
  },
  randomCase<Sizes>({
    name: 'one item, two blocks',
    points: 2,
    disclosure: 'full',
    sizes: oneItem,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a batch, two blocks',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'three blocks',
    points: 2,
    disclosure: 'diagnosis',
    sizes: batchWith({ layers: 3 }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a single token',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batchWith({ T: 1, spare: 8 }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'the whole context',
    points: 2,
    disclosure: 'diagnosis',
    sizes: batchWith({ B: 1, T: 9, spare: 0 }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'hidden units near -2.45',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batchWith({ layers: 1 }),
    inputs: nearTheTail,
  }),
  randomCase<Sizes>({
    name: 'a stream that hardly varies',
    points: 1,
    disclosure: 'diagnosis',
    sizes: batchWith({ layers: 0 }),
    inputs: faint,
  }),
  invariantCase<Sizes>({
    name: 'the last token edited',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Editing the last token must not change the logits of any earlier position.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const edited = withIds(given, (id, t) => (t === sizes.T - 1 ? (id + 1) % sizes.vocab : id))
      return [given, edited]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        tokensBeforeLast(before as TensorValue),
        tokensBeforeLast(after as TensorValue),
        ({ index: [b, t, id], left, right }) =>
          `item ${b}, position ${t}: the score of token ${id} changed from ${digits(left)} to ${digits(right)} when the last token was edited`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'a shorter text',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Without its last token, a text must give the same logits at all other positions.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { B, T } = sizes
      const values = given.ids.values.filter((_, at) => at % T < T - 1)
      const ids = { ...given.ids, shape: [B, T - 1], values }
      return [given, { ...given, ids }]
    },
    holds: ([whole, shorter]) =>
      agreeWithin(
        rounding,
        tokensBeforeLast(whole as TensorValue),
        shorter!,
        ({ index: [b, t, id], left, right }) =>
          `item ${b}, position ${t}: the score of token ${id} is ${digits(left)} in the whole text and ${digits(right)} without the last token`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'one token repeated',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Position matters: with one token repeated, no two neighbouring rows may be equal.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [withIds(given, () => given.ids.values[0]!)]
    },
    holds: ([output]) => {
      const { shape, values } = output as TensorValue
      const [, T, vocab] = shape as [number, number, number]
      const row = (t: number) => values.slice(t * vocab, (t + 1) * vocab)
      const equal = Array.from({ length: T - 1 }, (_, t) => t).find((t) =>
        row(t).every((score, id) => Math.abs(score - row(t + 1)[id]!) < 1e-3),
      )
      return equal === undefined
        ? null
        : {
            seen: `item 0, positions ${equal} and ${equal + 1} have the same logits`,
            timesAllowed: Infinity,
          }
    },
  }),
]
