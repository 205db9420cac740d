import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { attentionWeights, tokensBeforeLast } from '../multi-head-attention/cases.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'
import { normParameters } from '../transformer-block/cases.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  readonly nHeads: number
  readonly dHead: number
  readonly dFF: number
}

const equallyLong: fc.Arbitrary<Sizes> = size(4, 5, 2).chain((length) =>
  fc.record({
    B: size(2, 2),
    T: fc.constant(length),
    S: fc.constant(length),
    nHeads: size(2, 2),
    dHead: size(3, 3),
    dFF: size(7, 7),
  }),
)
const shortTargets: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(3, 4, 2),
  S: size(6, 7, 2),
  nHeads: size(3, 3),
  dHead: size(4, 4),
  dFF: size(10, 11),
})
const longTargets: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  T: size(6, 7, 2),
  S: size(4, 5, 2),
  nHeads: size(2, 2),
  dHead: size(4, 4),
  dFF: size(9, 9),
})

/** W2 relu(W1 x + b1) + b2: about half of the hidden units are at work. */
export function feedForwardParameters(dModel: number, dFF: number, random: Random) {
  return {
    w1: random.normal([dFF, dModel], 1 / Math.sqrt(dModel)),
    b1: random.normal([dFF], 0.5),
    w2: random.normal([dModel, dFF], 1.5 / Math.sqrt(dFF)),
    b2: random.normal([dModel], 0.5),
  }
}

/** The parameters of one decoder layer. */
export function decoderLayerParameters(dModel: number, dFF: number, random: Random) {
  return {
    selfAttention: attentionWeights(dModel, random),
    ln1: normParameters(dModel, random),
    crossAttention: attentionWeights(dModel, random),
    ln2: normParameters(dModel, random),
    ffn: feedForwardParameters(dModel, dFF, random),
    ln3: normParameters(dModel, random),
  }
}

/** Item 0 has no padding; every other one has some, at its end. */
function paddedAtTheEnd(B: number, S: number, random: Random): TensorValue {
  const lengths = Array.from({ length: B }, (_, b) => (b === 0 ? S : random.integer(1, S - 1)))
  const values = Uint8Array.from({ length: B * S }, (_, at) =>
    at % S < lengths[Math.floor(at / S)]! ? 1 : 0,
  )
  return { dtype: 'bool', shape: [B, S], values }
}

/** About a third of the source is hidden, anywhere, but never all of an item. */
function hiddenAnywhere(B: number, S: number, random: Random): TensorValue {
  const mask = random.booleans([B, S], 0.65)
  for (let b = 0; b < B; b++) mask.values[b * S + random.integer(0, S - 1)] = 1
  return mask
}

function inputs(sizes: Sizes, random: Random, masked = paddedAtTheEnd) {
  const { B, T, S, nHeads, dHead, dFF } = sizes
  const dModel = nHeads * dHead
  return {
    target: random.normal([B, T, dModel]),
    memory: random.normal([B, S, dModel], 1.3),
    memoryMask: masked(B, S, random),
    parameters: decoderLayerParameters(dModel, dFF, random),
    nHeads,
  } satisfies Inputs
}

/** A softmax that is masked and then shared out anew may differ in its last digits. */
const rounding = 4e-5

const changed =
  (when: string) =>
  ({ index: [b, t, c], left, right }: Place) =>
    `item ${b}, token ${t}, channel ${c} changed from ${digits(left, right)} to ${digits(right, left)} when ${when}`

const vector = (...values: number[]) => tensorOf(values)
const matrix = (...rows: number[][]) => tensorOf(rows)
const identity = matrix([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1])
const zeros = (...shape: number[]): TensorValue => ({
  dtype: 'float32',
  shape,
  values: new Float32Array(shape.reduce((product, length) => product * length, 1)),
})
/** [4, 4] with one entry. */
const single = (out: number, channel: number, value: number): TensorValue => {
  const weight = zeros(4, 4)
  weight.values[out * 4 + channel] = value
  return weight
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two tokens read two tokens',
    points: 2,
    disclosure: 'full',
    inputs: {
      target: tensorOf([
        [
          [3, 3, -3, -3],
          [1, -3, 3, -1],
        ],
      ]),
      memory: tensorOf([
        [
          [4, -3, 9, 2],
          [0, 5, -7, -2],
        ],
      ]),
      memoryMask: tensorOf([[true, true]], 'bool'),
      parameters: {
        selfAttention: {
          wq: zeros(4, 4),
          bq: zeros(4),
          wk: identity,
          bk: zeros(4),
          wv: identity,
          bv: zeros(4),
          wo: identity,
          bo: zeros(4),
        },
        ln1: { gamma: vector(1, 1, 1, 1), beta: zeros(4) },
        crossAttention: {
          wq: single(0, 1, 2 * Math.log(3)),
          bq: zeros(4),
          wk: single(0, 0, 0.25),
          bk: zeros(4),
          wv: identity,
          bv: zeros(4),
          wo: identity,
          bo: zeros(4),
        },
        ln2: { gamma: vector(2, 1, 1, 1), beta: zeros(4) },
        ffn: {
          w1: matrix([1, 1, 0, 0]),
          b1: vector(-2),
          w2: matrix([-2], [0], [0], [2]),
          b2: vector(-1, 0, 0, 0),
        },
        ln3: { gamma: vector(1, 1, 1, 3), beta: vector(0, 1, 0, 0) },
      },
      nHeads: 1,
    },
    // x = (1 1 -1 -1), (1 -1 1 -1); cross-attention weighs 3/4 1/4 and 1/4 3/4; y = (2 -1 1 -1), (2 1 -1 -1).
    expected: tensorOf([
      [
        [1, 0, 1, -3],
        [-1, 2, -1, 3],
      ],
    ]),
  },
  randomCase<Sizes>({
    name: 'as long as the source',
    points: 3,
    disclosure: 'full',
    sizes: equallyLong,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'shorter than the source, three heads',
    points: 3,
    disclosure: 'full',
    sizes: shortTargets,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'longer than the source, hidden tokens anywhere',
    points: 2,
    disclosure: 'diagnosis',
    sizes: longTargets,
    inputs: (sizes, random) => inputs(sizes, random, hiddenAnywhere),
  }),
  randomCase<Sizes>({
    name: 'one token reads one token',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: size(2, 2),
      T: fc.constant(1),
      S: fc.constant(1),
      nHeads: fc.constant(1),
      dHead: size(5, 5),
      dFF: size(7, 7),
    }),
    inputs: (sizes, random) =>
      inputs(sizes, random, (B, S) => ({
        dtype: 'bool',
        shape: [B, S],
        values: new Uint8Array(B * S).fill(1),
      })),
  }),
  invariantCase<Sizes>({
    name: 'the source in reverse order',
    points: 2,
    disclosure: 'full',
    sizes: shortTargets,
    relation:
      'Cross-attention reads a set: reversing memory together with its mask must change nothing.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, hiddenAnywhere)
      const memory = reversedTokens(given.memory, sizes.S)
      return [given, { ...given, memory, memoryMask: reversedTokens(given.memoryMask, sizes.S) }]
    },
    holds: ([before, after]) =>
      agreeWithin(rounding, before!, after!, changed('the source was reversed')),
  }),
  invariantCase<Sizes>({
    name: 'the padding edited',
    points: 2,
    disclosure: 'full',
    sizes: shortTargets,
    relation: 'What stands in the padding of memory must not matter.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const width = sizes.nHeads * sizes.dHead
      const values = given.memory.values.map((value, at) =>
        given.memoryMask.values[Math.floor(at / width)] ? value : 3 - value,
      )
      return [given, { ...given, memory: { ...given.memory, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(rounding, before!, after!, changed('the padding was edited')),
  }),
  invariantCase<Sizes>({
    name: 'the last target token edited',
    points: 2,
    disclosure: 'full',
    sizes: longTargets,
    relation: 'Editing the last target token must not change any earlier row.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const width = sizes.nHeads * sizes.dHead
      const values = given.target.values.map((value, at) =>
        Math.floor(at / width) % sizes.T === sizes.T - 1 ? 1 - value * 2 : value,
      )
      return [given, { ...given, target: { ...given.target, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        tokensBeforeLast(before as TensorValue),
        tokensBeforeLast(after as TensorValue),
        changed('the last token was edited'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'memory without a way in',
    points: 2,
    disclosure: 'full',
    sizes: equallyLong,
    relation:
      'With wo and bo of crossAttention zero, nothing can come from memory: other numbers in it must change nothing at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const dModel = sizes.nHeads * sizes.dHead
      const { crossAttention } = given.parameters
      const closed = { ...crossAttention, wo: zeros(dModel, dModel), bo: zeros(dModel) }
      const shut = { ...given, parameters: { ...given.parameters, crossAttention: closed } }
      const values = given.memory.values.map((value) => 1 - value)
      return [shut, { ...shut, memory: { ...given.memory, values } }]
    },
    holds: ([before, after]) => agreeWithin(0, before!, after!, changed('memory was edited')),
  }),
]

/** [B, S] or [B, S, C] with the order of its tokens reversed in every item. */
function reversedTokens(value: TensorValue, S: number): TensorValue {
  const width = value.shape[2] ?? 1
  const values = value.values.map((_, at) => {
    const row = Math.floor(at / width)
    const [item, s] = [Math.floor(row / S), row % S]
    return value.values[(item * S + S - 1 - s) * width + (at % width)]!
  })
  return { ...value, values }
}
