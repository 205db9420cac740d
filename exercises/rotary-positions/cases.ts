import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly H: number
  readonly T: number
  /** Half of dHead. */
  readonly pairs: number
}

const several: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  H: size(3, 3),
  T: size(5, 6),
  pairs: size(4, 5),
})
const oneHead: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  H: fc.constant(1),
  T: size(4, 6),
  pairs: size(3, 4),
})
const queryAndKey: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  H: fc.constant(2),
  T: size(5, 6, 2),
  pairs: size(3, 4),
})

function inputs(
  { B, H, T, pairs }: Sizes,
  random: Random,
  start: number,
  { theta = 10000, deviation = 1 } = {},
) {
  return { x: random.normal([B, H, T, 2 * pairs], deviation), start, theta }
}

/** A row of pairs (re, im), each turned by its angle. */
function turned(pairs: readonly (readonly [re: number, im: number])[], angles: readonly number[]) {
  return pairs.flatMap(([re, im], i) => {
    const [cosine, sine] = [Math.cos(angles[i]!), Math.sin(angles[i]!)]
    return [re * cosine - im * sine, re * sine + im * cosine]
  })
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'the first token stays as it is',
    points: 1,
    disclosure: 'full',
    inputs: { x: tensorOf([[[[1, 2, 3, 4]]]]), start: 0, theta: 10000 },
    expected: tensorOf([[[[1, 2, 3, 4]]]]),
  },
  {
    kind: 'example',
    name: 'two tokens at positions 1 and 2',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [
            [1, 0, 0, 1],
            [1, 0, 0, 1],
          ],
        ],
      ]),
      start: 1,
      theta: 10000,
    },
    expected: tensorOf([
      [
        [
          turned(
            [
              [1, 0],
              [0, 1],
            ],
            [1, 0.01],
          ),
          turned(
            [
              [1, 0],
              [0, 1],
            ],
            [2, 0.02],
          ),
        ],
      ],
    ]),
  },
  {
    kind: 'example',
    name: 'one pair of channels',
    points: 1,
    disclosure: 'full',
    inputs: { x: tensorOf([[[[2, 1]], [[0, 3]]]]), start: 3, theta: 100 },
    expected: tensorOf([[[turned([[2, 1]], [3])], [turned([[0, 3]], [3])]]]),
  },
  randomCase<Sizes>({
    name: 'one head',
    points: 2,
    disclosure: 'full',
    sizes: oneHead,
    inputs: (sizes, random) => inputs(sizes, random, 0),
  }),
  randomCase<Sizes>({
    name: 'a batch, three heads, later positions',
    points: 2,
    disclosure: 'full',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, random.integer(7, 19)),
  }),
  randomCase<Sizes>({
    name: 'another base',
    points: 2,
    disclosure: 'diagnosis',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, random.integer(2, 9), { theta: 500 }),
  }),
  randomCase<Sizes>({
    name: 'position one hundred thousand',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(1, 1), H: size(4, 4), T: size(6, 6), pairs: size(32, 32) }),
    // Large entries, so that an angle that has lost its last digits shows.
    inputs: (sizes, random) =>
      inputs(sizes, random, 100000 - random.integer(3, 9), { deviation: 8 }),
  }),
  invariantCase<Sizes>({
    name: 'pairs keep their length',
    points: 2,
    disclosure: 'full',
    sizes: several,
    relation: 'Turning a pair of channels must not change its length.',
    runs: (sizes, random) => [inputs(sizes, random, random.integer(3, 9))],
    holds: ([output], [given]) =>
      agreeWithin(
        1e-3,
        lengths(output),
        lengths(given!['x']),
        ({ index: [b, h, t, i], left, right }) =>
          `item ${b}, head ${h}, token ${t}: the length of pair ${i} was ${digits(right, left)} and is ${digits(left, right)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'only the distance counts',
    points: 3,
    disclosure: 'full',
    sizes: queryAndKey,
    relation:
      'Moving the whole sequence by 11 positions must not change the product of any query with any key.',
    // Head 0 holds queries, head 1 keys.
    runs: (sizes, random) => {
      const given = inputs(sizes, random, 2)
      return [given, { ...given, start: 13 }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        2e-3,
        scores(before),
        scores(after),
        ({ index: [m, n], left, right }) =>
          `the product of the query at place ${m} with the key at place ${n} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the last token alone',
    points: 2,
    disclosure: 'full',
    sizes: queryAndKey,
    relation:
      'A token that comes alone, with its position as start, must be turned as it is in the whole sequence.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, 4)
      const last = lastToken(given.x)
      return [given, { ...given, x: last, start: 4 + sizes.T - 1 }]
    },
    holds: ([whole, alone]) =>
      agreeWithin(
        2e-4,
        lastToken(whole as TensorValue),
        alone!,
        ({ index: [, h, , c], left, right }) =>
          `head ${h}, channel ${c} of the last token is ${digits(left, right)} in the sequence and ${digits(right, left)} alone`,
      ),
  }),
]

/** [B, H, T, dHead] as the lengths of its pairs, [B, H, T, dHead / 2]. */
function lengths(value: Value | undefined): TensorValue {
  const { shape, values } = value as TensorValue
  const pairs = Float64Array.from({ length: values.length / 2 }, (_, i) =>
    Math.hypot(values[2 * i]!, values[2 * i + 1]!),
  )
  return { dtype: 'float64', shape: [...shape.slice(0, -1), shape.at(-1)! / 2], values: pairs }
}

/** The products of all tokens of head 0 with all of head 1, [T, T]. */
function scores(output: Value | undefined): TensorValue {
  const { shape, values } = output as TensorValue
  const [T, dHead] = shape.slice(2) as [number, number]
  const channel = (head: number, t: number, c: number) => values[(head * T + t) * dHead + c]!
  const products = Float64Array.from({ length: T * T }, (_, at) => {
    const [m, n] = [Math.floor(at / T), at % T]
    let sum = 0
    for (let c = 0; c < dHead; c++) sum += channel(0, m, c) * channel(1, n, c)
    return sum
  })
  return { dtype: 'float64', shape: [T, T], values: products }
}

/** [B, H, T, dHead] as [B, H, 1, dHead]. */
function lastToken({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, H, T, dHead] = shape as [number, number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dHead) % T === T - 1)
  return { dtype, shape: [B, H, 1, dHead], values: kept }
}
