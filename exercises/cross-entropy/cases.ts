import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly N: number
  readonly V: number
}

/** Fewer rows than classes, so that a row's number is a class too. */
const several: fc.Arbitrary<Sizes> = fc.record({ N: size(4, 5), V: size(7, 8, 2) })
const manyRows: fc.Arbitrary<Sizes> = fc.record({ N: size(8, 9, 3), V: size(4, 5, 2) })

function inputs({ N, V }: Sizes, random: Random, deviation = 2) {
  return {
    logits: asArray(random.normal([N, V], deviation)),
    targets: random.integers([N], 0, V - 1),
    ignore: -100,
  } satisfies Inputs
}

/** The same targets with about a third of them ignored: never the first row, always the second. */
function someIgnored(targets: TensorValue, ignore: number, random: Random): TensorValue {
  const values = targets.values.map((target, n) =>
    n === 1 || (n > 1 && random.unit() < 0.3) ? ignore : target,
  )
  return { ...targets, values }
}

function withLogits(given: Inputs, change: (logit: number, n: number, v: number) => number) {
  const logits = given['logits'] as TensorValue
  const V = logits.shape[1]!
  const values = Float64Array.from(logits.values, (logit, at) =>
    Math.fround(change(logit, Math.floor(at / V), at % V)),
  )
  return { ...given, logits: { ...logits, values } }
}

const array = (nested: unknown) => tensorOf(nested, 'float64')
const classes = (...numbers: number[]) => tensorOf(numbers, 'int32')

/** Rounding that two right ways to compute the same loss may differ by. */
const rounding = 1e-5

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'nothing is known yet',
    points: 1,
    disclosure: 'full',
    inputs: { logits: array([[3, 3, 3, 3]]), targets: classes(2), ignore: -100 },
    // Four classes, all alike: log 4.
    expected: Math.log(4),
  },
  {
    kind: 'example',
    name: 'three rows, one of them ignored',
    points: 2,
    disclosure: 'full',
    inputs: {
      logits: array([
        [Math.log(2), 0, 0],
        [5, -1, 0],
        [0, 0, Math.log(2)],
      ]),
      targets: classes(0, -100, 1),
      ignore: -100,
    },
    // The right classes have the probabilities 1/2 and 1/4.
    expected: (Math.log(2) + Math.log(4)) / 2,
  },
  randomCase<Sizes>({
    name: 'several rows, none ignored',
    points: 2,
    disclosure: 'full',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'several rows, some ignored',
    points: 2,
    disclosure: 'full',
    sizes: manyRows,
    inputs: (sizes, random) => {
      const given = inputs(sizes, random)
      return { ...given, targets: someIgnored(given.targets, -100, random) }
    },
  }),
  randomCase<Sizes>({
    name: 'class 0 is padding',
    points: 2,
    disclosure: 'full',
    sizes: manyRows,
    inputs: ({ N, V }, random) => {
      const given = inputs({ N, V }, random)
      const targets = someIgnored(random.integers([N], 1, V - 1), 0, random)
      // Padding is unlikely where it is the target: scored all the same, it would cost much.
      const padded = (n: number, v: number) => v === 0 && targets.values[n] === 0
      const logits = withLogits(given, (logit, n, v) => (padded(n, v) ? logit - 6 : logit))
      return { ...logits, targets, ignore: 0 }
    },
  }),
  randomCase<Sizes>({
    name: 'sure and wrong',
    points: 2,
    disclosure: 'diagnosis',
    sizes: several,
    // The right class is so far behind that its probability is about 1e-20.
    inputs: (sizes, random) => {
      const given = inputs(sizes, random)
      return withLogits(given, (logit, n, v) =>
        v === given.targets.values[n] ? logit - 45 : logit,
      )
    },
  }),
  randomCase<Sizes>({
    name: 'logits in the thousands',
    points: 2,
    disclosure: 'diagnosis',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, 2000),
  }),
  randomCase<Sizes>({
    name: 'rows far apart',
    points: 1,
    disclosure: 'diagnosis',
    sizes: several,
    inputs: (sizes, random) =>
      withLogits(inputs(sizes, random), (logit, n) => logit + [0, -1500][n % 2]!),
  }),
  {
    kind: 'example',
    name: 'every row ignored',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: array([
        [1, 2],
        [3, 4],
      ]),
      targets: classes(-100, -100),
      ignore: -100,
    },
    expected: 0,
  },
  invariantCase<Sizes>({
    name: 'a constant added to a row',
    points: 2,
    disclosure: 'full',
    sizes: several,
    relation: 'Adding the same number to all logits of a row must not change the loss.',
    // Quarters, so that the addition is exact in float32 too.
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const quarters = withLogits(given, (logit) => Math.round(logit * 4) / 4)
      return [quarters, withLogits(quarters, (logit, n) => (n === 0 ? logit + 6 : logit))]
    },
    holds: ([before, after]) =>
      sameLoss(before as number, after as number, 'when 6 was added to every logit of row 0'),
  }),
  invariantCase<Sizes>({
    name: 'ignored rows added',
    points: 2,
    disclosure: 'full',
    sizes: several,
    relation: 'Rows whose target is ignored must not change the loss, however many there are.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { N, V } = sizes
      const more = random.normal([3, V], 2).values
      const ignored = {
        ...given,
        logits: {
          ...given.logits,
          shape: [N + 3, V],
          values: Float64Array.from([...given.logits.values, ...more]),
        },
        targets: classes(...given.targets.values, -100, -100, -100),
      }
      return [given, ignored]
    },
    holds: ([before, after]) =>
      sameLoss(before as number, after as number, 'when three ignored rows were added'),
  }),
]

function sameLoss(before: number, after: number, when: string) {
  const difference = Math.abs(before - after)
  const allowed = rounding * Math.max(1, Math.abs(before))
  if (difference <= allowed) return null
  return {
    seen: `the loss changed from ${digits(before, after)} to ${digits(after, before)} ${when}`,
    timesAllowed: Number.isNaN(difference) ? Infinity : difference / allowed,
  }
}
