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
  readonly I: number
  readonly O: number
}

const widening: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  T: size(4, 5),
  I: size(3, 3),
  O: size(6, 7),
})
const narrowing: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 3),
  T: size(5, 6),
  I: size(7, 8),
  O: size(2, 2),
})

function inputs({ B, T, I, O }: Sizes, random: Random) {
  return {
    x: random.normal([B, T, I]),
    W: random.normal([O, I]),
    dy: random.normal([B, T, O]),
  } satisfies Inputs
}

interface Gradients {
  readonly dx: TensorValue
  readonly dW: TensorValue
  readonly db: TensorValue
}

const gradientsOf = (output: Value | undefined) => output as unknown as Gradients

/** Σ dy ⊙ (x Wᵀ + b): the loss whose gradient for y is dy. */
function loss({ B, T, I, O }: Sizes, dy: TensorValue) {
  return ({ x, W, b }: Numbers) => {
    let sum = 0
    for (let n = 0; n < B * T; n++) {
      for (let o = 0; o < O; o++) {
        let y = b![o]!
        for (let i = 0; i < I; i++) y += x![n * I + i]! * W![o * I + i]!
        sum += dy.values[n * O + o]! * y
      }
    }
    return sum
  }
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one token, two features to three',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([[[2, 5]]]),
      W: tensorOf([
        [1, 0],
        [2, -1],
        [0, 3],
      ]),
      dy: tensorOf([[[1, -1, 2]]]),
    },
    expected: {
      dx: tensorOf([[[-1, 7]]]),
      dW: tensorOf([
        [2, 5],
        [-2, -5],
        [4, 10],
      ]),
      db: tensorOf([1, -1, 2]),
    },
  },
  {
    kind: 'example',
    name: 'two tokens, two features to one',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [
          [1, 2],
          [3, -1],
        ],
      ]),
      W: tensorOf([[1, 2]]),
      dy: tensorOf([[[2], [-1]]]),
    },
    expected: {
      dx: tensorOf([
        [
          [2, 4],
          [-1, -2],
        ],
      ]),
      dW: tensorOf([[-1, 5]]),
      db: tensorOf([1]),
    },
  },
  randomCase<Sizes>({
    name: 'more features out than in',
    points: 3,
    disclosure: 'full',
    sizes: widening,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'fewer features out than in',
    points: 3,
    disclosure: 'diagnosis',
    sizes: narrowing,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'one token of one item',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: fc.constant(1), T: fc.constant(1), I: size(4, 5), O: size(2, 3) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'gradients against differences',
    points: 4,
    disclosure: 'full',
    sizes: widening,
    relation:
      'Nudging any one number of x, W or b must move the loss as the gradient of that number says.',
    runs: (sizes, random) => [inputs(sizes, random)],
    holds: ([output], [given]) => {
      const { dx, dW, db } = gradientsOf(output)
      const [[B, T, I], [O]] = [dx.shape, dW.shape] as [[number, number, number], [number]]
      // b is no parameter of the backward pass: where it stands does not matter.
      const withBias = { ...given!, b: { ...db, values: db.values.map(() => 0) } }
      const moved = loss({ B, T, I, O }, given!['dy'] as TensorValue)
      return agreesWithDifferences(withBias, { x: dx, W: dW, b: db }, moved)
    },
  }),
  invariantCase<Sizes>({
    name: 'every item twice',
    points: 2,
    disclosure: 'full',
    sizes: widening,
    relation: 'A batch that holds every item twice must give twice the gradient of the weights.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, { ...given, x: twice(given.x), dy: twice(given.dy) }]
    },
    holds: ([once, doubled]) => {
      const { dW } = gradientsOf(once)
      const due = { ...dW, values: dW.values.map((value) => 2 * value) }
      return agreeWithin(
        1e-4,
        gradientsOf(doubled).dW,
        due,
        ({ index: [o, i], left, right }) =>
          `dW[${o}][${i}] is ${digits(left, right)} for the doubled batch; twice that of the single one is ${digits(right, left)}`,
      )
    },
  }),
]

function twice({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, ...rest] = shape as [number, ...number[]]
  return { dtype, shape: [2 * B, ...rest], values: Float32Array.from([...values, ...values]) }
}
