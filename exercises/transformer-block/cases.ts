import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import {
  attentionWeights,
  causalMask,
  firstItem,
  tokensBeforeLast,
} from '../multi-head-attention/cases.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly nHeads: number
  readonly dHead: number
  readonly dFF: number
}

const oneItem: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: size(3, 4),
  nHeads: size(2, 2),
  dHead: size(3, 3),
  dFF: size(5, 5),
})
const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(5, 6),
  nHeads: size(3, 3),
  dHead: size(4, 4),
  dFF: size(10, 11),
})

/** Gains around 1 and shifts around 0, but never exactly: a forgotten one must show. */
export function normParameters(dModel: number, random: Random) {
  return { gamma: random.uniform([dModel], 0.6, 1.4), beta: random.normal([dModel], 0.3) }
}

/** The parameters of one block. */
export function blockParameters(dModel: number, dFF: number, random: Random) {
  return {
    ln1: normParameters(dModel, random),
    attention: attentionWeights(dModel, random),
    ln2: normParameters(dModel, random),
    ffn: {
      w1: random.normal([dFF, dModel], 1 / Math.sqrt(dModel)),
      b1: random.normal([dFF], 0.5),
      w2: random.normal([dModel, dFF], 1.5 / Math.sqrt(dFF)),
      b2: random.normal([dModel], 0.5),
    },
  }
}

/** Tokens of deviation 6 keep epsilon out of sight, so that it shows only where a case is about it. */
function inputs(sizes: Sizes, random: Random, mask: TensorValue | null, deviation = 6) {
  const { B, T, nHeads, dHead, dFF } = sizes
  const dModel = nHeads * dHead
  return {
    x: random.normal([B, T, dModel], deviation),
    parameters: blockParameters(dModel, dFF, random),
    nHeads,
    mask,
  } satisfies Inputs
}

/**
 * Every hidden unit of the FFN sits near -2.45: there the exact and the approximate GELU differ by
 * 4e-4, while tf.erf, itself an approximation, is nearly exact. Large output weights add the
 * differences up.
 */
function nearTheTail(sizes: Sizes, random: Random) {
  const given = inputs(sizes, random, null, 1)
  const { nHeads, dHead, dFF } = sizes
  const ffn = { ...given.parameters.ffn, ...tailWeights(nHeads * dHead, dFF, random) }
  return { ...given, parameters: { ...given.parameters, ffn } }
}

/**
 * FFN weights that put every hidden unit near -2.45. The output weights of neighbouring channels have
 * opposite signs, so that a norm further on does not take the sums away with the mean.
 */
export function tailWeights(dModel: number, dFF: number, random: Random) {
  const positive = random.uniform([dModel, dFF], 2.5, 7.5)
  const values = positive.values.map((value, at) => (Math.floor(at / dFF) % 2 ? -value : value))
  return {
    w1: random.normal([dFF, dModel], 0.05 / Math.sqrt(dModel)),
    b1: random.uniform([dFF], -2.5, -2.4),
    w2: { ...positive, values },
  }
}

/** A softmax that is masked and then shared out anew may differ in its last digits. */
const rounding = 4e-5

const vector = (...values: number[]) => tensorOf(values)
const matrix = (...rows: number[][]) => tensorOf(rows)
const identity = matrix([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1])
const zeros = (...shape: number[]): TensorValue => ({
  dtype: 'float32',
  shape,
  values: new Float32Array(shape.reduce((product, length) => product * length, 1)),
})

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one token of width four',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[1, 5, 5, 1]]]),
      parameters: {
        ln1: { gamma: vector(2, 1, 1, 1), beta: vector(0, 0, 0, 0) },
        attention: {
          wq: identity,
          bq: vector(0, 0, 0, 0),
          wk: identity,
          bk: vector(0, 0, 0, 0),
          wv: identity,
          bv: vector(0, 0, 0, 0),
          wo: identity,
          bo: vector(3, -4, 0, 6),
        },
        ln2: { gamma: vector(1, 2, 1, 1), beta: vector(0, 0, 1, 0) },
        ffn: {
          w1: matrix([2, 1, 0.5, 2]),
          b1: vector(0),
          w2: matrix([2], [-4], [1], [0]),
          b2: vector(0, 1, 0, -1),
        },
      },
      nHeads: 1,
      mask: null,
    },
    // LN1 gives -2 1 1 -1, attention 1 -3 1 5, so y = 2 2 6 6; LN2 gives -1 -2 2 1, the hidden unit is -1, gelu(-1) = -0.158655.
    expected: tensorOf([[[1.68269, 3.63462, 5.84134, 5]]]),
  },
  {
    kind: 'example',
    name: 'output weights of zero change nothing',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [1, -2, 4, 0.5],
          [0, 3, -1, 2],
        ],
      ]),
      parameters: {
        ln1: { gamma: vector(1, 2, 0.5, 1), beta: vector(0.5, 0, -1, 1) },
        attention: {
          wq: matrix([1, 0, 0, 1], [0, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]),
          bq: vector(0, 1, 0, -1),
          wk: matrix([1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 1, 0, 1]),
          bk: vector(1, 0, 0, 0),
          wv: matrix([1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]),
          bv: vector(0, 0, 1, 0),
          wo: zeros(4, 4),
          bo: zeros(4),
        },
        ln2: { gamma: vector(2, 1, 1, 0.5), beta: vector(0, 1, 0, -1) },
        ffn: {
          w1: matrix([1, 0, -1, 0], [0, 1, 0, 1], [1, 1, 0, 0]),
          b1: vector(0.5, 0, -0.5),
          w2: zeros(4, 3),
          b2: zeros(4),
        },
      },
      nHeads: 2,
      mask: causalMask(2),
    },
    expected: tensorOf([
      [
        [1, -2, 4, 0.5],
        [0, 3, -1, 2],
      ],
    ]),
  },
  randomCase<Sizes>({
    name: 'one item, no mask',
    points: 3,
    disclosure: 'full',
    sizes: oneItem,
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  randomCase<Sizes>({
    name: 'a batch, a causal mask',
    points: 3,
    disclosure: 'full',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, causalMask(sizes.T)),
  }),
  randomCase<Sizes>({
    name: 'tokens that hardly vary',
    points: 2,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, null, 1e-3),
  }),
  randomCase<Sizes>({
    name: 'hidden units near -2.45',
    points: 2,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: nearTheTail,
  }),
  randomCase<Sizes>({
    name: 'one token, one head',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: size(3, 3),
      T: fc.constant(1),
      nHeads: fc.constant(1),
      dHead: size(5, 5),
      dFF: size(7, 7),
    }),
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  invariantCase<Sizes>({
    name: 'zero output weights give the input back',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation:
      'With wo, bo, w2 and b2 zero, attention and FFN add nothing: the block must return x exactly.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, null)
      const dModel = sizes.nHeads * sizes.dHead
      const { attention, ffn } = given.parameters
      const parameters = {
        ...given.parameters,
        attention: { ...attention, wo: zeros(dModel, dModel), bo: zeros(dModel) },
        ffn: { ...ffn, w2: zeros(dModel, sizes.dFF), b2: zeros(dModel) },
      }
      return [{ ...given, parameters }]
    },
    holds: ([output], [given]) =>
      agreeWithin(
        0,
        output!,
        given!.x as TensorValue,
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, token ${t}, channel ${c} went in as ${digits(right)} and came out as ${digits(left)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the future edited under a causal mask',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Under a causal mask, editing the last token must not change any earlier row.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, causalMask(sizes.T))
      const width = sizes.nHeads * sizes.dHead
      const values = given.x.values.map((value, at) =>
        Math.floor(at / width) % sizes.T === sizes.T - 1 ? value * 2 + (at % 3) : value,
      )
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        tokensBeforeLast(before as TensorValue),
        tokensBeforeLast(after as TensorValue),
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, token ${t}, channel ${c} changed from ${digits(left)} to ${digits(right)} when the last token was edited`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'one item of the batch edited',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'Items of a batch are independent: editing the last item must not change item 0.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, null)
      const perItem = given.x.values.length / sizes.B
      const firstEdited = (sizes.B - 1) * perItem
      const values = given.x.values.map((value, at) =>
        at >= firstEdited ? value * 2 + (at % 3) : value,
      )
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        firstItem(before as TensorValue),
        firstItem(after as TensorValue),
        ({ index: [, t, c], left, right }) =>
          `item 0, token ${t}, channel ${c} changed from ${digits(left)} to ${digits(right)} when the last item was edited`,
      ),
  }),
]
