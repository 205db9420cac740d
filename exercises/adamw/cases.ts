import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly I: number
  readonly O: number
  readonly step: number
}

const soon: fc.Arbitrary<Sizes> = fc.record({ I: size(4, 5), O: size(3, 3), step: size(2, 4) })
const first: fc.Arbitrary<Sizes> = soon.map((sizes) => ({ ...sizes, step: 1 }))
const late: fc.Arbitrary<Sizes> = fc.record({
  I: size(2, 3),
  O: size(5, 6),
  step: size(40, 60),
})

/** A strong decay and a high rate, so that every slip shows. */
const settings = {
  learningRate: 0.125,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.5,
  maxNorm: 1,
}

/** A layer with its bias, a vector of gains, and three matrices in one tensor. */
const shapesOf = ({ I, O }: Sizes) => [[O, I], [O], [I], [3, O, 2]]

const zeros = (shape: readonly number[]): TensorValue => ({
  dtype: 'float32',
  shape,
  values: new Float32Array(shape.reduce((product, length) => product * length, 1)),
})

/** In the middle of training: the moments are those of earlier gradients of about the same size. */
function inputs(sizes: Sizes, random: Random, deviation = 1) {
  const shapes = shapesOf(sizes)
  return {
    weights: shapes.map((shape) => random.normal(shape)),
    gradients: shapes.map((shape) => random.normal(shape, deviation)),
    m: shapes.map((shape) => random.normal(shape, 0.05)),
    v: shapes.map((shape) => random.uniform(shape, 0.001, 0.01)),
    step: sizes.step,
    settings,
  }
}

type Given = ReturnType<typeof inputs>

/** The very first step: nothing is remembered yet. */
function atTheStart(sizes: Sizes, random: Random, deviation = 1): Given {
  const given = inputs(sizes, random, deviation)
  const none = given.weights.map(({ shape }) => zeros(shape))
  return { ...given, m: none, v: none, step: 1 }
}

/** Gradients of either sign, from 0.3 to 3 times `scale`. */
function gradientsAbout(scale: number, given: Given, random: Random): Given {
  const gradients = given.gradients.map(({ dtype, shape, values }) => ({
    dtype,
    shape,
    values: Float32Array.from(
      values,
      (value) => Math.sign(value) * scale * (0.3 + 2.7 * random.unit()),
    ),
  }))
  return { ...given, gradients }
}

interface Result {
  readonly weights: readonly TensorValue[]
  readonly m: readonly TensorValue[]
  readonly v: readonly TensorValue[]
}

const resultOf = (output: Value) => output as unknown as Result

/** The first of several tensors that does not agree. */
function allAgree(
  allowed: number,
  ours: readonly TensorValue[],
  theirs: readonly TensorValue[],
  say: (which: number, left: number, right: number) => string,
): BrokenRelation | null {
  for (const [which, one] of ours.entries()) {
    const broken = agreeWithin(allowed, one, theirs[which]!, ({ left, right }) =>
      say(which, left, right),
    )
    if (broken) return broken
  }
  return null
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'the first step of two weights',
    points: 1,
    disclosure: 'full',
    inputs: {
      weights: [tensorOf([[2]]), tensorOf([1])],
      gradients: [tensorOf([[0.3]]), tensorOf([-0.4])],
      m: [tensorOf([[0]]), tensorOf([0])],
      v: [tensorOf([[0]]), tensorOf([0])],
      step: 1,
      settings: { ...settings, learningRate: 0.1, weightDecay: 0.5 },
    },
    // The norm is 0.5: nothing is clipped. Corrected moments are g and g², so each moves by the learning rate.
    expected: {
      weights: [tensorOf([[2 * 0.95 - 0.1]]), tensorOf([1 + 0.1])],
      m: [tensorOf([[0.03]]), tensorOf([-0.04])],
      v: [tensorOf([[0.00009]]), tensorOf([0.00016])],
    },
  },
  {
    kind: 'example',
    name: 'the second step, with large gradients',
    points: 2,
    disclosure: 'full',
    inputs: {
      weights: [tensorOf([[1]]), tensorOf([2])],
      gradients: [tensorOf([[6]]), tensorOf([8])],
      m: [tensorOf([[1.5]]), tensorOf([-1])],
      v: [tensorOf([[4.5]]), tensorOf([8])],
      step: 2,
      settings: {
        learningRate: 0.1,
        beta1: 0.5,
        beta2: 0.5,
        epsilon: 1e-8,
        weightDecay: 0.5,
        maxNorm: 5,
      },
    },
    // The norm 10 becomes 5: gradients 3 and 4. Corrected moments 3, 9 and 2, 16.
    expected: {
      weights: [tensorOf([[0.95 - 0.1]]), tensorOf([2 - 0.05])],
      m: [tensorOf([[2.25]]), tensorOf([1.5])],
      v: [tensorOf([[6.75]]), tensorOf([12])],
    },
  },
  randomCase<Sizes>({
    name: 'gradients below the limit',
    points: 2,
    disclosure: 'full',
    sizes: soon,
    inputs: (sizes, random) => inputs(sizes, random, 0.05),
  }),
  randomCase<Sizes>({
    name: 'gradients above the limit',
    points: 2,
    disclosure: 'full',
    sizes: soon,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'the first step',
    points: 2,
    disclosure: 'full',
    sizes: first,
    inputs: (sizes, random) => atTheStart(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'gradients as small as epsilon',
    points: 2,
    disclosure: 'diagnosis',
    sizes: first,
    inputs: (sizes, random) => gradientsAbout(1e-8, atTheStart(sizes, random), random),
  }),
  randomCase<Sizes>({
    name: 'gradients of zero',
    points: 1,
    disclosure: 'diagnosis',
    sizes: first,
    inputs: (sizes, random) => {
      const given = atTheStart(sizes, random)
      return { ...given, gradients: given.gradients.map(({ shape }) => zeros(shape)) }
    },
  }),
  randomCase<Sizes>({
    name: 'a late step, other settings',
    points: 2,
    disclosure: 'diagnosis',
    sizes: late,
    inputs: (sizes, random) => ({
      ...inputs(sizes, random),
      settings: {
        learningRate: 0.0625,
        beta1: 0.8,
        beta2: 0.95,
        epsilon: 0.001,
        weightDecay: 1,
        maxNorm: 0.5,
      },
    }),
  }),
  invariantCase<Sizes>({
    name: 'gradients four times as large',
    points: 2,
    disclosure: 'full',
    sizes: soon,
    relation:
      'Once the gradients are above the limit, four times as large ones must give the same weights: clipping takes the difference away.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const gradients = given.gradients.map((gradient) => ({
        ...gradient,
        values: gradient.values.map((value) => 4 * value),
      }))
      return [given, { ...given, gradients }]
    },
    holds: ([before, after]) =>
      allAgree(
        1e-5,
        resultOf(before!).weights,
        resultOf(after!).weights,
        (which, left, right) =>
          `an entry of weights[${which}] is ${digits(left, right)} with the first gradients and ${digits(right, left)} with the larger ones`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'the direction of clipped gradients',
    points: 2,
    disclosure: 'full',
    sizes: first,
    relation:
      'Clipping makes all gradients smaller by one and the same factor: in the first step every m must be the same multiple of its gradient.',
    runs: (sizes, random) => [gradientsAbout(1, atTheStart(sizes, random), random)],
    holds: ([output], [given]) => {
      const gradients = (given as unknown as Given).gradients
      const { m } = resultOf(output!)
      const factor = m[0]!.values[0]! / gradients[0]!.values[0]!
      const due = gradients.map((gradient) => ({
        ...gradient,
        values: gradient.values.map((value) => value * factor),
      }))
      return allAgree(
        1e-5,
        m,
        due,
        (which, left, right) =>
          `the first entry of m[0] is ${digits(factor)} times its gradient; by that factor an entry of m[${which}] would be ${digits(right, left)}, and it is ${digits(left, right)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'how far the first step goes',
    points: 2,
    disclosure: 'full',
    sizes: first,
    relation:
      'Without decay, the first step must move every weight by the learning rate, however large its gradient is.',
    runs: (sizes, random) => {
      const given = gradientsAbout(0.1, atTheStart(sizes, random), random)
      return [{ ...given, settings: { ...settings, weightDecay: 0 } }]
    },
    holds: ([output], [given]) => {
      const before = (given as unknown as Given).weights
      const moved = resultOf(output!).weights.map((weight, which) => ({
        ...weight,
        values: weight.values.map((value, at) => Math.abs(value - before[which]!.values[at]!)),
      }))
      const due = moved.map((one) => ({
        ...one,
        values: one.values.map(() => settings.learningRate),
      }))
      return allAgree(
        1e-5,
        moved,
        due,
        (which, left, right) =>
          `an entry of weights[${which}] moved by ${digits(left, right)}; the learning rate is ${digits(right, left)}`,
      )
    },
  }),
]
