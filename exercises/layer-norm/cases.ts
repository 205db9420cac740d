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
  readonly C: number
}

const several: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(4, 5),
  C: size(6, 8, 2),
})

/** Normal features. Gains between 0.5 and 2 and biases of either sign, so that neither can be left out. */
function inputs({ B, T, C }: Sizes, random: Random, deviation: number, epsilon: number) {
  return {
    x: random.normal([B, T, C], deviation),
    gamma: random.uniform([C], 0.5, 2),
    beta: random.normal([C]),
    epsilon,
  }
}

/**
 * Whole numbers near `centre`. With a power of two for C, float32 holds their sum, their mean and all
 * deviations exactly, so that only a formula that cancels goes wrong.
 */
function wholeNumbersNear(centre: number, sizes: Sizes, random: Random) {
  const { B, T, C } = sizes
  const steps = random.integers([B, T, C], -3, 3).values
  return {
    ...inputs(sizes, random, 1, 1e-5),
    x: {
      dtype: 'float32',
      shape: [B, T, C],
      // Each token has a feature far out, so that none has a variance near 0.
      values: Float32Array.from(steps, (step, at) => centre + (at % C === 0 ? 5 : step)),
    } as const,
  }
}

const powerOfTwo: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(4, 5),
  C: fc.constant(8),
})

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two tokens, no gain, no bias',
    points: 1,
    disclosure: 'full',
    // A large epsilon makes the numbers easy: mean 2, variance 3/2, plus 1/16 is 25/16, root 5/4.
    inputs: {
      x: tensorOf([
        [
          [1, 2, 1, 4],
          [3, 3, 3, 3],
        ],
      ]),
      gamma: tensorOf([1, 1, 1, 1]),
      beta: tensorOf([0, 0, 0, 0]),
      epsilon: 0.0625,
    },
    expected: tensorOf([
      [
        [-0.8, 0, -0.8, 1.6],
        [0, 0, 0, 0],
      ],
    ]),
  },
  {
    kind: 'example',
    name: 'one token, with gain and bias',
    points: 1,
    disclosure: 'full',
    // Mean 5, variance 2, plus 1/4 is 9/4, root 3/2: normalised 4/3, 0, -4/3, 0.
    inputs: {
      x: tensorOf([[[7, 5, 3, 5]]]),
      gamma: tensorOf([1, 2, 3, 4]),
      beta: tensorOf([10, 20, 30, 40]),
      epsilon: 0.25,
    },
    expected: tensorOf([[[10 + 4 / 3, 20, 26, 40]]]),
  },
  randomCase<Sizes>({
    name: 'two or three sequences',
    points: 4,
    disclosure: 'full',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, 2, 1e-5),
  }),
  randomCase<Sizes>({
    name: 'one token',
    points: 1,
    disclosure: 'full',
    sizes: fc.record({ B: fc.constant(1), T: fc.constant(1), C: size(5, 7, 2) }),
    inputs: (sizes, random) => inputs(sizes, random, 2, 1e-3),
  }),
  randomCase<Sizes>({
    name: 'tiny variance',
    points: 3,
    disclosure: 'full',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, 1e-3, 1e-5),
  }),
  randomCase<Sizes>({
    name: 'many features',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(2, 2), T: size(3, 3), C: size(48, 64, 2) }),
    inputs: (sizes, random) => inputs(sizes, random, 1, 1e-12),
  }),
  randomCase<Sizes>({
    name: 'features near 3000',
    points: 2,
    disclosure: 'diagnosis',
    sizes: powerOfTwo,
    inputs: (sizes, random) => wholeNumbersNear(3000, sizes, random),
  }),
  invariantCase<Sizes>({
    name: 'each token on its own',
    points: 3,
    disclosure: 'full',
    sizes: several,
    relation: 'Changing the last token of the last item must not change any other token at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, 2, 1e-5)
      return [given, { ...given, x: lastTokenNegated(given.x) }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        withoutLastToken(before as TensorValue),
        withoutLastToken(after as TensorValue),
        ({ index: [token, c], left, right }) =>
          `token ${token}, counted through all items, changed in feature ${c} from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'a constant added to all features',
    points: 3,
    disclosure: 'full',
    sizes: powerOfTwo,
    relation: 'Adding the same number to every feature of a token must not change its output.',
    runs: (sizes, random) => {
      const given = wholeNumbersNear(0, sizes, random)
      const moved: Inputs = {
        ...given,
        x: { ...given.x, values: given.x.values.map((feature) => feature + 16) },
      }
      return [given, moved]
    },
    holds: ([before, after]) =>
      agreeWithin(
        2e-5,
        before!,
        after!,
        ({ index: [b, t, c], left, right }) =>
          `item ${b}, token ${t}, feature ${c} changed from ${digits(left, right)} to ${digits(right, left)} when 16 was added to every feature`,
      ),
  }),
]

function lastTokenNegated({ dtype, shape, values }: TensorValue): TensorValue {
  const C = shape[2]!
  const from = values.length - C
  return { dtype, shape, values: values.map((value, at) => (at < from ? value : -value)) }
}

/** [B, T, C] as [B·T - 1, C]. */
function withoutLastToken({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, C] = shape as [number, number, number]
  return { dtype, shape: [B * T - 1, C], values: values.slice(0, values.length - C) }
}
