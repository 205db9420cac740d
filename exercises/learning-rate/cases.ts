import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly warmup: number
  /** How many steps the fall takes. */
  readonly fall: number
}

const short: fc.Arbitrary<Sizes> = fc.record({ warmup: size(3, 5), fall: size(10, 14, 2) })
const long: fc.Arbitrary<Sizes> = fc.record({ warmup: size(60, 90), fall: size(800, 900, 2) })
const noWarmup: fc.Arbitrary<Sizes> = fc.record({ warmup: fc.constant(0), fall: size(8, 12, 2) })

/** Rates near 1, so that a slip is not lost in the tolerance. */
function inputs({ warmup, fall }: Sizes, random: Random, steps: readonly number[]) {
  const [maximum] = random.uniform([1], 0.5, 2).values
  const [share] = random.uniform([1], 0.1, 0.3).values
  return {
    steps: tensorOf(steps, 'int32'),
    schedule: { maximum: maximum!, minimum: maximum! * share!, warmup, total: warmup + fall },
  }
}

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)

/** Steps from the start to twice the length of the run. */
const wholeRun = (sizes: Sizes, random: Random) =>
  inputs(sizes, random, upTo(2 * (sizes.warmup + sizes.fall)))

const [quarterUp, quarterDown] = [1 + Math.SQRT1_2, 1 - Math.SQRT1_2]

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'four steps up, eight down',
    points: 2,
    disclosure: 'full',
    inputs: {
      steps: tensorOf([0, 1, 2, 3, 4, 6, 8, 10, 12, 20], 'int32'),
      schedule: { maximum: 1, minimum: 0.2, warmup: 4, total: 12 },
    },
    // Half the difference is 0.4; the cosine is 1, √½, 0, −√½ after 0, 2, 4 and 6 of 8 steps.
    expected: tensorOf(
      [0, 0.25, 0.5, 0.75, 1, 0.2 + 0.4 * quarterUp, 0.6, 0.2 + 0.4 * quarterDown, 0.2, 0.2],
      'float64',
    ),
  },
  {
    kind: 'example',
    name: 'no warmup',
    points: 2,
    disclosure: 'full',
    inputs: {
      steps: tensorOf([0, 1, 2, 3, 4, 5], 'int32'),
      schedule: { maximum: 2, minimum: 0, warmup: 0, total: 4 },
    },
    expected: tensorOf([2, quarterUp, 1, quarterDown, 0, 0], 'float64'),
  },
  {
    kind: 'example',
    name: 'nothing but warmup',
    points: 1,
    disclosure: 'full',
    inputs: {
      steps: tensorOf([1, 3, 4, 5], 'int32'),
      schedule: { maximum: 2, minimum: 0.5, warmup: 4, total: 4 },
    },
    expected: tensorOf([0.5, 1.5, 0.5, 0.5], 'float64'),
  },
  randomCase<Sizes>({
    name: 'a short run, every step',
    points: 2,
    disclosure: 'full',
    sizes: short,
    inputs: wholeRun,
  }),
  randomCase<Sizes>({
    name: 'a long run, some steps in any order',
    points: 2,
    disclosure: 'diagnosis',
    sizes: long,
    inputs: (sizes, random) => {
      const total = sizes.warmup + sizes.fall
      const early = random.integers([4], 0, sizes.warmup - 1).values
      const late = random.integers([4], total, 3 * total).values
      const between = random.integers([8], sizes.warmup, total - 1).values
      return inputs(sizes, random, [...between, ...early, ...late])
    },
  }),
  randomCase<Sizes>({
    name: 'a run without warmup',
    points: 2,
    disclosure: 'diagnosis',
    sizes: noWarmup,
    inputs: wholeRun,
  }),
  invariantCase<Sizes>({
    name: 'never up again',
    points: 2,
    disclosure: 'full',
    sizes: short,
    relation: 'After the warmup the rate must never rise, however long the run goes on.',
    runs: (sizes, random) => [
      inputs(sizes, random, upTo(3 * (sizes.warmup + sizes.fall), sizes.warmup)),
    ],
    holds: ([output], [given]) => {
      const rates = (output as TensorValue).values
      const steps = (given!['steps'] as TensorValue).values
      const at = rates.findIndex((rate, place) => place > 0 && !(rate <= rates[place - 1]! + 1e-6))
      if (at < 0) return null
      const [before, after] = [rates[at - 1]!, rates[at]!]
      return {
        seen: `from step ${steps[at - 1]!} to step ${steps[at]!} the rate rises from ${digits(before, after)} to ${digits(after, before)}`,
        timesAllowed: Infinity,
      }
    },
  }),
  invariantCase<Sizes>({
    name: 'halfway down',
    points: 2,
    disclosure: 'full',
    sizes: short.map((sizes) => ({ ...sizes, fall: 2 * sizes.fall })),
    relation:
      'Halfway between the end of the warmup and the end of the run the rate must be the mean of both rates.',
    runs: (sizes, random) => [inputs(sizes, random, [sizes.warmup + sizes.fall / 2])],
    holds: ([output], [given]) => {
      const { maximum, minimum } = given!['schedule'] as { maximum: number; minimum: number }
      const [due, found] = [(maximum + minimum) / 2, (output as TensorValue).values[0]!]
      const difference = Math.abs(found - due)
      if (difference <= 1e-5) return null
      return {
        seen: `the mean of ${digits(maximum)} and ${digits(minimum)} is ${digits(due, found)}; the rate is ${digits(found, due)}`,
        timesAllowed: Number.isNaN(difference) ? Infinity : difference / 1e-5,
      }
    },
  }),
]
