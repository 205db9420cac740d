import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly nHeads: number
  readonly dHead: number
}

const threeHeads: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(5, 6),
  nHeads: size(3, 3),
  dHead: size(4, 4),
})
const oneItem: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: size(4, 5),
  nHeads: size(2, 2),
  dHead: size(3, 3),
})

/** Four weights and four biases for scores within about ±4; no bias is zero, so that none can be forgotten. */
export function attentionWeights(dModel: number, random: Random) {
  const weight = (gain: number) => random.normal([dModel, dModel], gain / Math.sqrt(dModel))
  const bias = () => random.normal([dModel], 0.5)
  return {
    wq: weight(1.2),
    bq: bias(),
    wk: weight(1.2),
    bk: bias(),
    wv: weight(1),
    bv: bias(),
    wo: weight(1),
    bo: bias(),
  }
}

/** true on and below the diagonal. */
export function causalMask(T: number): TensorValue {
  const values = Uint8Array.from({ length: T * T }, (_, at) =>
    at % T <= Math.floor(at / T) ? 1 : 0,
  )
  return { dtype: 'bool', shape: [T, T], values }
}

/** About half of the tokens are hidden from each one, never itself. */
function someMask(T: number, random: Random): TensorValue {
  const mask = random.booleans([T, T], 0.5)
  for (let t = 0; t < T; t++) mask.values[t * T + t] = 1
  return mask
}

function inputs({ B, T, nHeads, dHead }: Sizes, random: Random, mask: TensorValue | null) {
  const dModel = nHeads * dHead
  const x = random.normal([B, T, dModel])
  return { x, weights: attentionWeights(dModel, random), nHeads, mask } satisfies Inputs
}

/** A softmax that is masked and then shared out anew may differ in its last digits. */
const rounding = 1e-5

const vector = (...values: number[]) => tensorOf(values)
const matrix = (...rows: number[][]) => tensorOf(rows)
const diagonal = (value: number) =>
  matrix([value, 0, 0, 0], [0, value, 0, 0], [0, 0, value, 0], [0, 0, 0, value])

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one token, which can only see itself',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[1, 2]]]),
      weights: {
        wq: matrix([1, 2], [-1, 1]),
        bq: vector(1, 0.5),
        wk: matrix([1, -1], [1, 1]),
        bk: vector(0, 1),
        wv: matrix([1, 2], [3, 4]),
        bv: vector(1, -1),
        wo: matrix([2, 1], [-1, 3]),
        bo: vector(0.5, -4),
      },
      nHeads: 2,
      mask: null,
    },
    // Both weights are 1, so the heads are the values [5 + 1, 11 - 1].
    expected: tensorOf([[[22.5, 20]]]),
  },
  {
    kind: 'example',
    name: 'two tokens, two heads of width two',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [1, 0, 1, 0],
          [0, 1, 0, 0],
        ],
      ]),
      weights: {
        wq: diagonal(Math.SQRT2 * Math.log(3)),
        bq: vector(0, 0, 0, 0),
        wk: diagonal(1),
        bk: vector(0, 0, 0, 0),
        wv: diagonal(4),
        bv: vector(0, 0, 0, 0),
        wo: matrix([1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0], [-1, 0, 0, 1]),
        bo: vector(1, 0, 0, 0),
      },
      nHeads: 2,
      mask: null,
    },
    // Weights of head 0: 3/4 1/4, 1/4 3/4; of head 1: 3/4 1/4, 1/2 1/2. Heads side by side: 3 1 3 0, 1 3 2 0.
    expected: tensorOf([
      [
        [7, 1, 3, -3],
        [4, 3, 2, -1],
      ],
    ]),
  },
  randomCase<Sizes>({
    name: 'one item, two heads, no mask',
    points: 3,
    disclosure: 'full',
    sizes: oneItem,
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  randomCase<Sizes>({
    name: 'a batch, three heads, no mask',
    points: 3,
    disclosure: 'full',
    sizes: threeHeads,
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  randomCase<Sizes>({
    name: 'a causal mask',
    points: 2,
    disclosure: 'full',
    sizes: threeHeads,
    inputs: (sizes, random) => inputs(sizes, random, causalMask(sizes.T)),
  }),
  randomCase<Sizes>({
    name: 'a random mask',
    points: 2,
    disclosure: 'diagnosis',
    sizes: threeHeads,
    inputs: (sizes, random) => inputs(sizes, random, someMask(sizes.T, random)),
  }),
  randomCase<Sizes>({
    name: 'a single head',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(2, 2), T: size(4, 4), nHeads: fc.constant(1), dHead: size(5, 5) }),
    inputs: (sizes, random) => inputs(sizes, random, null),
  }),
  invariantCase<Sizes>({
    name: 'tokens in reverse order',
    points: 2,
    disclosure: 'full',
    sizes: threeHeads,
    relation:
      'Without a mask, reversing the tokens must reverse the outputs and change nothing else.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, null)
      return [given, { ...given, x: reversedTokens(given.x) }]
    },
    holds: ([output, ofReversed]) =>
      agreeWithin(
        2e-5,
        output!,
        reversedTokens(ofReversed as TensorValue),
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, token ${t}, channel ${c} changed from ${digits(left)} to ${digits(right)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the future edited under a causal mask',
    points: 2,
    disclosure: 'full',
    sizes: threeHeads,
    relation: 'Under a causal mask, editing the last token must not change any earlier row.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, causalMask(sizes.T))
      const { B, T, nHeads, dHead } = sizes
      const width = nHeads * dHead
      const values = given.x.values.map((value, at) =>
        Math.floor(at / width) % T === T - 1 ? value + 1 : value,
      )
      return [given, { ...given, x: { dtype: 'float32', shape: [B, T, width], values } }]
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
    sizes: threeHeads,
    relation: 'Items of a batch are independent: editing the last item must not change item 0.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, null)
      const { B } = sizes
      const perItem = given.x.values.length / B
      const values = given.x.values.map((value, at) =>
        at >= perItem * (B - 1) ? value + 1 : value,
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

/** [B, T, C] with the order of its tokens reversed in every item. */
function reversedTokens({ dtype, shape, values }: TensorValue): TensorValue {
  const [, T, width] = shape as [number, number, number]
  const reversed = values.map((_, at) => {
    const row = Math.floor(at / width)
    const item = Math.floor(row / T)
    return values[(item * T + (T - 1 - (row % T))) * width + (at % width)]!
  })
  return { dtype, shape, values: reversed }
}

/** [B, T, C] -> [B, T - 1, C]. */
export function tokensBeforeLast({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, width] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / width) % T < T - 1)
  return { dtype, shape: [B, T - 1, width], values: kept }
}

/** [B, T, C] -> [1, T, C]. */
export function firstItem({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, width] = shape as [number, number, number]
  return { dtype, shape: [1, T, width], values: values.slice(0, values.length / B) }
}
