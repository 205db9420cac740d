import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue } from '../../reference/value.ts'
import { agreesWithDifferences, type Numbers } from '../differences.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
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
    logits: random.normal([N, V], deviation),
    targets: random.integers([N], 0, V - 1),
    ignore: -100,
  } satisfies Inputs
}

/** The same with about a third of the targets ignored: never the first row, always the second. */
function someIgnored(sizes: Sizes, random: Random) {
  const given = inputs(sizes, random)
  const values = given.targets.values.map((target, n) =>
    n === 1 || (n > 1 && random.unit() < 0.3) ? -100 : target,
  )
  return { ...given, targets: { ...given.targets, values } }
}

function withLogits(
  given: ReturnType<typeof inputs>,
  change: (logit: number, n: number, v: number) => number,
) {
  const { logits } = given
  const V = logits.shape[1]!
  const values = Float32Array.from(logits.values, (logit, at) =>
    change(logit, Math.floor(at / V), at % V),
  )
  return { ...given, logits: { ...logits, values } }
}

/** The mean of log Σ exp(l) − l[target] over the kept rows. */
function loss({ targets, ignore }: Inputs) {
  const classes = [...(targets as TensorValue).values]
  const kept = classes.filter((target) => target !== ignore).length
  return ({ logits }: Numbers) => {
    const V = logits!.length / classes.length
    return classes.reduce((sum, target, n) => {
      if (target === ignore) return sum
      const row = logits!.subarray(n * V, (n + 1) * V)
      const exponentials = row.reduce((total, logit) => total + Math.exp(logit), 0)
      return sum + (Math.log(exponentials) - row[target]!) / kept
    }, 0)
  }
}

const log = Math.log

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one row of three classes',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([[log(2), 0, 0]]),
      targets: tensorOf([1], 'int32'),
      ignore: -100,
    },
    expected: tensorOf([[0.5, -0.75, 0.25]]),
  },
  {
    kind: 'example',
    name: 'three rows, one of them ignored',
    points: 2,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([
        [log(2), 0, 0],
        [5, -1, 0],
        [0, 0, log(2)],
      ]),
      targets: tensorOf([0, -100, 1], 'int32'),
      ignore: -100,
    },
    expected: tensorOf([
      [-0.25, 0.125, 0.125],
      [0, 0, 0],
      [0.125, -0.375, 0.25],
    ]),
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
    inputs: someIgnored,
  }),
  randomCase<Sizes>({
    name: 'class 0 is padding',
    points: 1,
    disclosure: 'full',
    sizes: manyRows,
    inputs: ({ N, V }, random) => {
      const given = inputs({ N, V }, random)
      const targets = random.integers([N], 1, V - 1)
      const values = targets.values.map((target, n) => (n % 3 === 1 ? 0 : target))
      return { ...given, targets: { ...targets, values }, ignore: 0 }
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
  {
    kind: 'example',
    name: 'every row ignored',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([
        [1, 2],
        [3, 4],
      ]),
      targets: tensorOf([-100, -100], 'int32'),
      ignore: -100,
    },
    expected: tensorOf([
      [0, 0],
      [0, 0],
    ]),
  },
  invariantCase<Sizes>({
    name: 'gradient against differences',
    points: 3,
    disclosure: 'full',
    sizes: several,
    relation: 'Nudging any one logit must move the loss as its gradient says.',
    runs: (sizes, random) => [someIgnored(sizes, random)],
    holds: ([output], [given]) =>
      agreesWithDifferences(given!, { logits: output as TensorValue }, loss(given!)),
  }),
  invariantCase<Sizes>({
    name: 'rows sum to 0',
    points: 2,
    disclosure: 'full',
    sizes: several,
    relation:
      'The gradients of a row sum to 0: what one logit gains in probability, the others lose.',
    runs: (sizes, random) => [inputs(sizes, random)],
    holds: ([output]) => {
      const { shape, values } = output as TensorValue
      const [N, V] = shape as [number, number]
      const sums = new Float64Array(N)
      values.forEach((value, at) => (sums[Math.floor(at / V)]! += value))
      const found: TensorValue = { dtype: 'float64', shape: [N], values: sums }
      return agreeWithin(
        1e-6,
        found,
        { ...found, values: new Float64Array(N) },
        ({ index: [n], left }) => `row ${n} sums to ${digits(left)}`,
      )
    },
  }),
]
