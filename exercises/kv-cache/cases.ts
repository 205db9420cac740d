import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { attentionWeights, tokensBeforeLast } from '../multi-head-attention/cases.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly past: number
  readonly T: number
  readonly layers: number
  readonly nHeads: number
  readonly dHead: number
}

const sizesWith = (fixed: Partial<Record<keyof Sizes, fc.Arbitrary<number>>>) =>
  fc.record({
    B: size(2, 2),
    past: size(5, 6),
    T: size(3, 3),
    layers: size(2, 2),
    nHeads: size(3, 3),
    dHead: size(4, 4),
    ...fixed,
  }) as fc.Arbitrary<Sizes>

const chunk = sizesWith({})
const severalNew = sizesWith({ T: size(3, 3, 2) })
const oneLayer = sizesWith({ layers: fc.constant(1), T: size(2, 2) })

function modelOf({ past, T, layers, nHeads, dHead }: Sizes, random: Random) {
  const dModel = nHeads * dHead
  return {
    positions: random.normal([past + T + 2, dModel], 0.7),
    layers: Array.from({ length: layers }, () => attentionWeights(dModel, random)),
  }
}

/** As after `past` tokens; with none, null. The numbers are any: what is cached is not looked into. */
function cacheOf({ B, past, layers, nHeads, dHead }: Sizes, random: Random) {
  const shape = [B, nHeads, past, dHead]
  return Array.from({ length: layers }, () => ({
    keys: random.normal(shape),
    values: random.normal(shape),
  }))
}

function inputs(sizes: Sizes, random: Random) {
  const { B, past, T, nHeads, dHead } = sizes
  return {
    x: random.normal([B, T, nHeads * dHead], 0.8),
    cache: past === 0 ? null : cacheOf(sizes, random),
    model: modelOf(sizes, random),
    nHeads,
  }
}

type Cache = readonly { readonly keys: TensorValue; readonly values: TensorValue }[]

const outputOf = (result: Value | undefined) => (result as { readonly output: TensorValue }).output
const cacheIn = (result: Value | undefined) => (result as { readonly cache: Cache }).cache

/** Sums may be taken in another order, and a masked softmax be shared out anew. */
const rounding = 8e-5

const differs =
  (when: string) =>
  ({ index: [b, t, c], left, right }: Place) =>
    `item ${b}, new token ${t}, channel ${c} is ${digits(left, right)}, but ${digits(right, left)} ${when}`

/** One number per token: positions 0, 1, 3; the layer's weights and its bias bo. */
const small = {
  positions: tensorOf([[0], [1], [3]]),
  layers: [
    {
      wq: tensorOf([[Math.log(3)]]),
      bq: tensorOf([0]),
      wk: tensorOf([[1]]),
      bk: tensorOf([0]),
      wv: tensorOf([[8]]),
      bv: tensorOf([0]),
      wo: tensorOf([[1]]),
      bo: tensorOf([1]),
    },
  ],
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'a prompt of two tokens',
    points: 1,
    disclosure: 'full',
    inputs: { x: tensorOf([[[2], [0]]]), cache: null, model: small, nHeads: 1 },
    // y = 2, 1. Token 0 reads 16; token 1 reads 3/4 · 16 + 1/4 · 8.
    expected: {
      output: tensorOf([[[19], [16]]]),
      cache: [{ keys: tensorOf([[[[2], [1]]]]), values: tensorOf([[[[16], [8]]]]) }],
    },
  },
  {
    kind: 'example',
    name: 'the token after it',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[-2]]]),
      cache: [{ keys: tensorOf([[[[2], [1]]]]), values: tensorOf([[[[16], [8]]]]) }],
      model: small,
      nHeads: 1,
    },
    // y = 1; weights 3/5, 1/5, 1/5 of 16, 8, 8.
    expected: {
      output: tensorOf([[[14.8]]]),
      cache: [{ keys: tensorOf([[[[2], [1], [1]]]]), values: tensorOf([[[[16], [8], [8]]]]) }],
    },
  },
  randomCase<Sizes>({
    name: 'a prompt, nothing cached',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ past: fc.constant(0), T: size(4, 5), nHeads: size(2, 2) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one new token',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ T: fc.constant(1) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'several new tokens at once',
    points: 3,
    disclosure: 'full',
    sizes: chunk,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'more new tokens than cached ones',
    points: 2,
    disclosure: 'diagnosis',
    sizes: sizesWith({ B: size(3, 3), past: size(2, 2), T: size(4, 5), nHeads: size(2, 2) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'all at once or in two calls',
    points: 3,
    disclosure: 'full',
    sizes: oneLayer,
    relation:
      'The last tokens must get the same output whether all tokens come in one call or the first ones are in the cache already.',
    runs: (sizes, random) => {
      const { B, past, T, nHeads, dHead } = sizes
      const model = modelOf(sizes, random)
      const all = random.normal([B, past + T, nHeads * dHead], 0.8)
      const [old, x] = [tokensOf(all, 0, past), tokensOf(all, past, past + T)]
      const { wk, bk, wv, bv } = model.layers[0]!
      const seen = (weight: TensorValue, bias: TensorValue) =>
        projectedHeads(old, model.positions, weight, bias, nHeads)
      const cache = [{ keys: seen(wk, bk), values: seen(wv, bv) }]
      return [
        { x: all, cache: null, model, nHeads },
        { x, cache, model, nHeads },
      ]
    },
    holds: ([whole, step], [, given]) => {
      const T = (given!['x'] as TensorValue).shape[1]!
      const all = outputOf(whole)
      return agreeWithin(
        rounding,
        tokensOf(all, all.shape[1]! - T, all.shape[1]!),
        outputOf(step),
        differs('with the first tokens in the cache'),
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the cache in reverse order',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ past: size(5, 6, 2) }),
    relation:
      'New tokens see every cached one, and positions are inside the keys: reversing keys and values of the cache together must not change the output.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const cache = given.cache!.map(({ keys, values }) => ({
        keys: reversed(keys),
        values: reversed(values),
      }))
      return [given, { ...given, cache }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        outputOf(before),
        outputOf(after),
        differs('with the cache in reverse order'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'the last new token edited',
    points: 2,
    disclosure: 'full',
    sizes: severalNew,
    relation: 'Editing the last new token must not change the output of the new tokens before it.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const [T, dModel] = [sizes.T, sizes.nHeads * sizes.dHead]
      const values = given.x.values.map((value, at) =>
        Math.floor(at / dModel) % T === T - 1 ? 1 - 2 * value : value,
      )
      return [given, { ...given, x: { ...given.x, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        tokensBeforeLast(outputOf(before)),
        tokensBeforeLast(outputOf(after)),
        differs('when the last one was edited'),
      ),
  }),
  invariantCase<Sizes>({
    name: 'what was cached stays',
    points: 1,
    disclosure: 'full',
    sizes: chunk,
    relation: 'The cache that you return must begin with the cache that you were given, unchanged.',
    runs: (sizes, random) => [inputs(sizes, random)],
    holds: ([result], [given]) => {
      const before = given!['cache'] as unknown as Cache
      const after = cacheIn(result)
      const broken = before.flatMap(({ keys, values }, layer) => {
        const say = (what: string) => (place: Place) => {
          const [b, h, s, d] = place.index
          return `layer ${layer}: ${what} of item ${b}, head ${h}, token ${s}, channel ${d} was ${digits(place.left, place.right)} and is ${digits(place.right, place.left)}`
        }
        return [
          agreeWithin(0, keys, firstCached(after[layer]!.keys, keys.shape[2]!), say('the key')),
          agreeWithin(
            0,
            values,
            firstCached(after[layer]!.values, keys.shape[2]!),
            say('the value'),
          ),
        ]
      })
      return broken.find((one) => one !== null) ?? null
    },
  }),
]

/** Tokens `first` to `end` - 1 of [B, T, dModel]. */
function tokensOf({ dtype, shape, values }: TensorValue, first: number, end: number): TensorValue {
  const [B, T, width] = shape as [number, number, number]
  const kept = values.filter((_, at) => {
    const t = Math.floor(at / width) % T
    return first <= t && t < end
  })
  return { dtype, shape: [B, end - first, width], values: kept }
}

/** The first `count` tokens of [B, H, S, dHead]. */
function firstCached({ dtype, shape, values }: TensorValue, count: number): TensorValue {
  const [B, H, S, dHead] = shape as [number, number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dHead) % S < count)
  return { dtype, shape: [B, H, count, dHead], values: kept }
}

/** [B, H, S, dHead] with its tokens in reverse order. */
function reversed({ dtype, shape, values }: TensorValue): TensorValue {
  const [, , S, dHead] = shape as [number, number, number, number]
  const turned = values.map((_, at) => {
    const row = Math.floor(at / dHead)
    return values[(row - (row % S) + (S - 1 - (row % S))) * dHead + (at % dHead)]!
  })
  return { dtype, shape, values: turned }
}

/** (x + positions) Wᵀ + b of the first layer, split into heads: [B, H, T, dHead]. */
function projectedHeads(
  { shape, values: x }: TensorValue,
  { values: positions }: TensorValue,
  { values: weight }: TensorValue,
  { values: bias }: TensorValue,
  nHeads: number,
): TensorValue {
  const [B, T, dModel] = shape as [number, number, number]
  const dHead = dModel / nHeads
  const values = Float32Array.from({ length: B * T * dModel }, (_, at) => {
    const [d, t, head] = [at % dHead, Math.floor(at / dHead) % T, Math.floor(at / (dHead * T))]
    const [h, b] = [head % nHeads, Math.floor(head / nHeads)]
    const out = h * dHead + d
    let sum = bias[out]!
    for (let i = 0; i < dModel; i++) {
      const token = x[(b * T + t) * dModel + i]! + positions[t * dModel + i]!
      sum += weight[out * dModel + i]! * token
    }
    return sum
  })
  return { dtype: 'float32', shape: [B, nHeads, T, dHead], values }
}
