import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  readonly D: number
  readonly E: number
  readonly A: number
}

const fewerSteps: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(3, 4),
  S: size(6, 7, 2),
  D: size(4, 4),
  E: size(5, 5),
  A: size(8, 9),
})
const moreSteps: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3),
  T: size(6, 7),
  S: size(4, 5, 2),
  D: size(5, 5),
  E: size(3, 3),
  A: size(8, 9),
})

/** Scores within about ±4, and sums that tanh bends but does not flatten. */
function inputs({ B, T, S, D, E, A }: Sizes, random: Random, mask?: TensorValue) {
  return {
    states: random.normal([B, T + 1, D]),
    annotations: random.normal([B, S, E]),
    mask: mask ?? noPadding(B, S),
    W: random.normal([A, D], 0.6),
    U: random.normal([A, E], 0.6),
    v: random.normal([A]),
  }
}

function noPadding(B: number, S: number): TensorValue {
  return { dtype: 'bool', shape: [B, S], values: new Uint8Array(B * S).fill(1) }
}

/** Words may lie anywhere between the padding; the first item has some of both, and every item a word. */
function someMask({ B, S }: Sizes, random: Random): TensorValue {
  const mask = random.booleans([B, S], 0.6)
  for (let b = 0; b < B; b++) mask.values[b * S + random.integer(0, S - 1)] = 1
  mask.values[0] = 0
  mask.values[S - 1] = 1
  return mask
}

/**
 * Sums of at least ±20, so that every tanh is exactly 1 or -1 and every score a whole number; hidden
 * unit 0 adds `by` to all of them.
 */
function shiftedScores(by: number) {
  return (sizes: Sizes, random: Random) => {
    const { B, T, S, E, A } = sizes
    const D = 3
    const signs = (shape: readonly number[], size: number): TensorValue => {
      const drawn = random.booleans(shape, 0.5)
      const values = Float32Array.from(drawn.values, (one) => (one ? size : -size))
      return { dtype: 'float32', shape, values }
    }
    const states = signs([B, T + 1, D], 1)
    const annotations = signs([B, S, E], 1)
    const W = signs([A, D], 20)
    const U = signs([A, E], 40)
    const wholeNumbers = random.integers([A], -2, 2)
    const v = { ...wholeNumbers, values: Float32Array.from(wholeNumbers.values) }
    for (const at of states.values.keys()) if (at % D === 0) states.values[at] = 1
    W.values.set([20, 0, 0])
    U.values.fill(0, 0, E)
    v.values[0] = by
    const mask = someMask(sizes, random)
    return { states, annotations, mask, W, U, v: { ...v, dtype: 'float32' as const } }
  }
}

const changed = ({ index: [b, step, channel], left, right }: Place) =>
  `item ${b}, c_${step! + 1}, channel ${channel} changed from ${digits(left, right)} to ${digits(right, left)}`

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one step, two words',
    points: 1,
    disclosure: 'full',
    inputs: {
      states: tensorOf([[[1], [-2]]]),
      annotations: tensorOf([
        [
          [1, 0],
          [0, 2],
        ],
      ]),
      mask: tensorOf([[1, 1]], 'bool'),
      W: tensorOf([[0], [1]]),
      U: tensorOf([
        [1, 0],
        [0, -0.5],
      ]),
      v: tensorOf([1, 1]),
    },
    // Scores 2 tanh 1 and 0.
    expected: tensorOf([[[share(), 2 * (1 - share())]]]),
  },
  {
    kind: 'example',
    name: 'two steps, two words and padding',
    points: 1,
    disclosure: 'full',
    inputs: {
      states: tensorOf([[[1], [-1], [0.5]]]),
      annotations: tensorOf([
        [
          [1, 0],
          [0, 2],
          [3, 3],
        ],
      ]),
      mask: tensorOf([[1, 1, 0]], 'bool'),
      W: tensorOf([[0.5], [-1]]),
      U: tensorOf([
        [1, 0.25],
        [-0.5, 0.5],
      ]),
      v: tensorOf([2, -1]),
    },
  },
  randomCase<Sizes>({
    name: 'no padding',
    points: 2,
    disclosure: 'full',
    sizes: fewerSteps,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'padding',
    points: 2,
    disclosure: 'full',
    sizes: moreSteps,
    inputs: (sizes, random) => inputs(sizes, random, someMask(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'a single source word',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: size(2, 3),
      T: size(4, 5),
      S: fc.constant(1),
      D: size(4, 4),
      E: size(3, 3),
      A: size(6, 7),
    }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'scores near 1000',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fewerSteps,
    inputs: shiftedScores(1000),
  }),
  randomCase<Sizes>({
    name: 'scores near -20000',
    points: 1,
    disclosure: 'diagnosis',
    sizes: moreSteps,
    inputs: shiftedScores(-20000),
  }),
  invariantCase<Sizes>({
    name: 'the same annotation everywhere',
    points: 2,
    disclosure: 'full',
    sizes: fewerSteps,
    relation:
      'When every word has the same annotation, every context is that annotation: weights sum to 1.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someMask(sizes, random))
      const { values } = given.annotations
      const same = values.map((_, at) => values[at % sizes.E]!)
      return [{ ...given, annotations: { ...given.annotations, values: same } }]
    },
    holds: ([output], [given]) => {
      const { shape, values } = output as TensorValue
      const annotations = given!['annotations'] as TensorValue
      const E = shape[2]!
      const due = {
        ...annotations,
        shape,
        values: values.map((_, at) => annotations.values[at % E]!),
      }
      return agreeWithin(
        1e-5,
        output!,
        due,
        ({ index: [b, step, channel], left, right }) =>
          `every annotation holds ${digits(right)} in channel ${channel}, but item ${b}, c_${step! + 1} gives ${digits(left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the source in another order',
    points: 1,
    disclosure: 'full',
    sizes: moreSteps,
    relation: 'Reversing the annotations together with their mask must not change the contexts.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someMask(sizes, random))
      return [
        given,
        {
          ...given,
          annotations: reversed(given.annotations, sizes.E),
          mask: reversed(given.mask, 1),
        },
      ]
    },
    holds: ([before, after]) => agreeWithin(2e-5, before!, after!, changed),
  }),
  invariantCase<Sizes>({
    name: 'the last state changed',
    points: 1,
    disclosure: 'full',
    sizes: fewerSteps,
    relation:
      'The state after the last word comes too late for any context: changing it must change nothing at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { D, T } = sizes
      const values = given.states.values.map((value, at) =>
        Math.floor(at / D) % (T + 1) === T ? -value : value,
      )
      return [given, { ...given, states: { ...given.states, values } }]
    },
    holds: ([before, after]) => agreeWithin(0, before!, after!, changed),
  }),
  invariantCase<Sizes>({
    name: 'the padding changed',
    points: 2,
    disclosure: 'full',
    sizes: moreSteps,
    relation: 'Changing the annotations of the padding must not change the contexts at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, someMask(sizes, random))
      const values = given.annotations.values.map((value, at) =>
        given.mask.values[Math.floor(at / sizes.E)] ? value : -value,
      )
      return [given, { ...given, annotations: { ...given.annotations, values } }]
    },
    holds: ([before, after]) => agreeWithin(0, before!, after!, changed),
  }),
]

/** The weight of the first word in the first example. */
function share(): number {
  return 1 / (1 + Math.exp(-2 * Math.tanh(1)))
}

/** [B, S, …] with the order of its S rows, of `width` numbers each, reversed in every item. */
function reversed({ dtype, shape, values }: TensorValue, width: number): TensorValue {
  const S = shape[1]!
  const turned = values.map((_, at) => {
    const [row, channel] = [Math.floor(at / width), at % width]
    const item = Math.floor(row / S)
    return values[(item * S + (S - 1 - (row % S))) * width + channel]!
  })
  return { dtype, shape, values: turned }
}
