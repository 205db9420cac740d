import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly T: number
  readonly S: number
  readonly D: number
}

const fewQueries: fc.Arbitrary<Sizes> = fc.record({
  T: size(4, 5, 2),
  S: size(8, 9, 2),
  D: size(24, 32, 4),
})
const manyQueries: fc.Arbitrary<Sizes> = fc.record({
  T: size(9, 10, 2),
  S: size(5, 6, 2),
  D: size(16, 20, 4),
})

/** A small, a middling and the full width, and one more. */
const widthsUpTo = (D: number) => [1, Math.ceil(D / 4), Math.ceil(D / 2) + 1, D]

function standard({ T, S, D }: Sizes, random: Random) {
  return {
    q: asArray(random.normal([T, D])),
    k: asArray(random.normal([S, D])),
    widths: widthsUpTo(D),
  }
}

/** Numbers whose mean is not 0: then the scores' mean is not 0 either. */
function offCentre({ T, S, D }: Sizes, random: Random): Inputs {
  return {
    q: asArray(random.uniform([T, D], -0.5, 1.5)),
    k: asArray(random.uniform([S, D], -0.5, 1.5)),
    widths: [D, Math.ceil(D / 3), 2],
  }
}

/** Whole numbers, and 900 more in every score: exponentials overflow, and most weights are exactly 0. */
function large({ T, S, D }: Sizes, random: Random): Inputs {
  const wholeNumbers = (rows: number): TensorValue => {
    const { shape, values } = random.integers([rows, D], -20, 20)
    const numbers = Float64Array.from(values, (value, at) => (at % D === 0 ? 30 : value))
    return { dtype: 'float64', shape, values: numbers }
  }
  return { q: wholeNumbers(T), k: wholeNumbers(S), widths: [Math.ceil(D / 2), D] }
}

interface Measured {
  readonly variance: TensorValue
  readonly largest: TensorValue
  readonly entropy: TensorValue
}
const measuredIn = (output: Value) =>
  output as unknown as { readonly raw: Measured; readonly scaled: Measured }

const array = (nested: unknown) => tensorOf(nested, 'float64')
const times = (by: (at: number) => number, { dtype, shape, values }: TensorValue): TensorValue => ({
  dtype,
  shape,
  values: values.map((value, at) => value * by(at)),
})

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two queries, two keys',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: array([
        [1, 1, 1, 1],
        [1, -1, 1, -1],
      ]),
      k: array([
        [1, 1, 1, 1],
        [1, -1, -1, -1],
      ]),
      widths: [1, 4],
    },
    expected: byHand(),
  },
  {
    kind: 'example',
    name: 'one query, three keys',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: array([[2, 1, -1, 1, 0, 3, 1, -2, 1]]),
      k: array([
        [1, 2, 1, -1, 1, 1, 0, 1, 1],
        [0, -1, 2, 1, 3, 0, 1, -1, 1],
        [1, 0, 1, 1, -2, 1, -1, 2, 0],
      ]),
      widths: [9, 4],
    },
  },
  randomCase<Sizes>({
    name: 'few queries, many keys',
    points: 2,
    disclosure: 'full',
    sizes: fewQueries,
    inputs: standard,
  }),
  randomCase<Sizes>({
    name: 'many queries, few keys',
    points: 2,
    disclosure: 'full',
    sizes: manyQueries,
    inputs: standard,
  }),
  randomCase<Sizes>({
    name: 'numbers whose mean is not 0',
    points: 2,
    disclosure: 'full',
    sizes: fewQueries,
    inputs: offCentre,
  }),
  randomCase<Sizes>({
    name: 'very large scores',
    points: 2,
    disclosure: 'diagnosis',
    sizes: manyQueries,
    inputs: large,
  }),
  invariantCase<Sizes>({
    name: 'queries twice as long',
    points: 1,
    disclosure: 'full',
    sizes: fewQueries,
    relation: 'Doubling all queries must multiply every variance by 4.',
    runs: (sizes, random) => {
      const given = standard(sizes, random)
      return [given, { ...given, q: times(() => 2, given.q) }]
    },
    holds: (outputs) => {
      const [before, after] = outputs.map(measuredIn)
      return firstBroken((kind) =>
        agreeWithin(
          1e-3,
          times(() => 4, before![kind].variance),
          after![kind].variance,
          ({ index: [at], left, right }) =>
            `4 times the ${kind} variance of width number ${at} is ${digits(left, right)}; with doubled queries it is ${digits(right, left)}`,
        ),
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'scaled beside raw',
    points: 2,
    disclosure: 'full',
    sizes: manyQueries,
    relation: 'Dividing every score by √d divides their variance by d.',
    runs: (sizes, random) => [standard(sizes, random)],
    holds: ([output], [given]) => {
      const { raw, scaled } = measuredIn(output!)
      const widths = given!['widths'] as readonly number[]
      return agreeWithin(
        1e-3,
        times((at) => widths[at]!, scaled.variance),
        raw.variance,
        ({ index: [at], left, right }) =>
          `at width ${widths[at!]} the raw variance is ${digits(right, left)}, and the scaled one times ${widths[at!]} is ${digits(left, right)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'no more choice than there are keys',
    points: 1,
    disclosure: 'full',
    sizes: manyQueries,
    relation:
      'Among S keys the entropy lies between 0 and ln S, and the largest weight between 1/S and 1.',
    runs: (sizes, random) => [standard(sizes, random)],
    holds: ([output], [given]) => {
      const S = (given!['k'] as TensorValue).shape[0]!
      const measured = measuredIn(output!)
      return firstBroken(
        (kind) =>
          outside(measured[kind].entropy, 0, Math.log(S), `the ${kind} entropy`) ??
          outside(measured[kind].largest, 1 / S, 1, `the largest ${kind} weight`),
      )
    },
  }),
]

function firstBroken(
  look: (kind: 'raw' | 'scaled') => BrokenRelation | null,
): BrokenRelation | null {
  return look('raw') ?? look('scaled')
}

const roundingAllowed = 1e-5

function outside(
  { values }: TensorValue,
  low: number,
  high: number,
  what: string,
): BrokenRelation | null {
  for (const [at, value] of values.entries()) {
    const beyond = Math.max(low - value, value - high)
    if (beyond <= roundingAllowed) continue
    const times = Number.isNaN(beyond) ? Infinity : beyond / roundingAllowed
    return {
      seen: `${what} of width number ${at} is ${digits(value)}; it should lie between ${digits(low)} and ${digits(high)}`,
      timesAllowed: times,
    }
  }
  return null
}

/** The first example. Width 1: all scores are 1. Width 4: scores 4 and -2 for query 0, 0 and 2 for query 1. */
function byHand(): Value {
  const pair = (gap: number) => {
    const weight = 1 / (1 + Math.exp(-gap))
    return { weight, entropy: -weight * Math.log(weight) - (1 - weight) * Math.log(1 - weight) }
  }
  const measured = (variance: number, ...gaps: number[]) => {
    const [one, other] = gaps.map(pair)
    return {
      variance: array([0, variance]),
      largest: array([0.5, (one!.weight + other!.weight) / 2]),
      entropy: array([Math.LN2, (one!.entropy + other!.entropy) / 2]),
    }
  }
  return { raw: measured(5, 6, 2), scaled: measured(1.25, 3, 1) }
}
