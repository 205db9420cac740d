import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { agreesWithDifferences, type Numbers } from '../differences.ts'
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

/** Features of the given deviation and, for results near 1, slopes of the same. */
function inputs({ B, T, C }: Sizes, random: Random, deviation: number, epsilon: number) {
  return {
    x: random.normal([B, T, C], deviation),
    gamma: random.uniform([C], 0.5, 2),
    epsilon,
    dy: random.normal([B, T, C], Math.min(1, deviation)),
  } satisfies Inputs
}

interface Gradients {
  readonly dx: TensorValue
  readonly dgamma: TensorValue
  readonly dbeta: TensorValue
}

const gradientsOf = (output: Value | undefined) => output as unknown as Gradients

/** Σ dy ⊙ (γ x̂ + β): the loss whose gradient for y is dy. */
function loss({ epsilon, dy }: Inputs) {
  const slopes = (dy as TensorValue).values
  return ({ x, gamma, beta }: Numbers) => {
    const C = gamma!.length
    let sum = 0
    for (let start = 0; start < x!.length; start += C) {
      const token = x!.subarray(start, start + C)
      const mean = token.reduce((total, feature) => total + feature, 0) / C
      const variance = token.reduce((total, feature) => total + (feature - mean) ** 2, 0) / C
      const deviation = Math.sqrt(variance + (epsilon as number))
      token.forEach((feature, c) => {
        sum += slopes[start + c]! * (gamma![c]! * ((feature - mean) / deviation) + beta![c]!)
      })
    }
    return sum
  }
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one token with gains',
    points: 2,
    disclosure: 'full',
    // x̂ is 4/3, 0, -4/3, 0 and g is 6, 2, 0, 2, with the means 5/2 and, times x̂, 2.
    inputs: {
      x: tensorOf([[[7, 5, 3, 5]]]),
      gamma: tensorOf([1, 2, 1, 4]),
      epsilon: 0.25,
      dy: tensorOf([[[6, 1, 0, 0.5]]]),
    },
    expected: {
      dx: tensorOf([[[5 / 9, -1 / 3, 1 / 9, -1 / 3]]]),
      dgamma: tensorOf([8, 0, 0, 0]),
      dbeta: tensorOf([6, 1, 0, 0.5]),
    },
  },
  {
    kind: 'example',
    name: 'two tokens, one of them constant',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [1, 2, 1, 4],
          [3, 3, 3, 3],
        ],
      ]),
      gamma: tensorOf([1, 1, 1, 1]),
      epsilon: 0.0625,
      dy: tensorOf([
        [
          [1, 0, 0, 0],
          [1, 0, 0, 0],
        ],
      ]),
    },
    expected: {
      dx: tensorOf([
        [
          [0.472, -0.2, -0.328, 0.056],
          [3, -1, -1, -1],
        ],
      ]),
      dgamma: tensorOf([-0.8, 0, 0, 0]),
      dbeta: tensorOf([2, 0, 0, 0]),
    },
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
    points: 2,
    disclosure: 'diagnosis',
    sizes: several,
    inputs: (sizes, random) => inputs(sizes, random, 3e-3, 1e-5),
  }),
  invariantCase<Sizes>({
    name: 'gradients against differences',
    points: 4,
    disclosure: 'full',
    sizes: several,
    relation:
      'Nudging any one number of x, γ or β must move the loss as the gradient of that number says.',
    runs: (sizes, random) => [inputs(sizes, random, 1, 0.1)],
    holds: ([output], [given]) => {
      const { dx, dgamma, dbeta } = gradientsOf(output)
      // β is no parameter of the backward pass: where it stands does not matter.
      const beta = { ...dbeta, values: dbeta.values.map(() => 0) }
      const gradients = { x: dx, gamma: dgamma, beta: dbeta }
      return agreesWithDifferences({ ...given!, beta }, gradients, loss(given!))
    },
  }),
  invariantCase<Sizes>({
    name: 'dx of a token sums to 0',
    points: 2,
    disclosure: 'full',
    sizes: several,
    relation:
      'Adding a constant to all features of a token changes nothing, so its dx must sum to 0.',
    runs: (sizes, random) => [inputs(sizes, random, 1, 0.1)],
    holds: ([output]) => {
      const { shape, values } = gradientsOf(output).dx
      const [B, T, C] = shape as [number, number, number]
      const sums = new Float64Array(B * T)
      values.forEach((value, at) => (sums[Math.floor(at / C)]! += value))
      const found: TensorValue = { dtype: 'float64', shape: [B, T], values: sums }
      return agreeWithin(
        2e-5,
        found,
        { ...found, values: new Float64Array(B * T) },
        ({ index: [b, t], left }) => `dx of item ${b}, token ${t} sums to ${digits(left)}`,
      )
    },
  }),
]
