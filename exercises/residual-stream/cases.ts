import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly C: number
  readonly F: number
  readonly L: number
}

const narrow: fc.Arbitrary<Sizes> = fc.record({ C: size(6, 7), F: size(3, 4), L: size(3, 3) })
const wide: fc.Arbitrary<Sizes> = fc.record({ C: size(4, 5), F: size(7, 8), L: size(3, 4) })

/** Weights for which hidden units lie between -1 and 1 without being saturated, and no layer does next to nothing. */
function layerOf({ C, F }: Sizes, random: Random) {
  return {
    w1: asArray(random.normal([F, C], 1 / Math.sqrt(C))),
    b1: asArray(random.normal([F], 0.4)),
    w2: asArray(random.normal([C, F], 1 / Math.sqrt(F))),
  }
}

function inputs(sizes: Sizes, random: Random) {
  return {
    x: asArray(random.normal([sizes.C])),
    layers: Array.from({ length: sizes.L }, () => layerOf(sizes, random)),
    upstream: asArray(random.normal([sizes.C])),
  }
}

function silent(layer: ReturnType<typeof layerOf>) {
  const { shape, values } = layer.w2
  return { ...layer, w2: { dtype: 'float64', shape, values: values.map(() => 0) } as TensorValue }
}

const array = (nested: unknown) => tensorOf(nested, 'float64')
const field = (output: Value | undefined, name: string) =>
  (output as Readonly<Record<string, TensorValue>>)[name]!

/** How far the input is moved to either side for a central difference; the error is of the order of its square. */
const step = 0.01

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'no layers at all',
    points: 1,
    disclosure: 'full',
    inputs: { x: array([1, -2, 3]), layers: [], upstream: array([0.5, 4, -1]) },
    expected: { output: array([1, -2, 3]), gradients: array([[0.5, 4, -1]]) },
  },
  {
    kind: 'example',
    name: 'one layer that writes nothing here',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: array([1, 2]),
      layers: [{ w1: array([[2, -1]]), b1: array([0]), w2: array([[3], [1]]) }],
      upstream: array([1, 1]),
    },
    // The hidden unit is tanh 0 = 0 with the slope 1.
    expected: {
      output: array([1, 2]),
      gradients: array([
        [9, -3],
        [1, 1],
      ]),
    },
  },
  {
    kind: 'example',
    name: 'two layers',
    points: 2,
    disclosure: 'full',
    inputs: {
      x: array([1, 2]),
      layers: [
        { w1: array([[1, 0]]), b1: array([-0.5]), w2: array([[0], [2]]) },
        { w1: array([[-1, 0]]), b1: array([1]), w2: array([[1], [3]]) },
      ],
      upstream: array([1, 1]),
    },
    expected: {
      output: array([1, 2 + 2 * Math.tanh(0.5)]),
      gradients: array([
        [-3 + 2 * (1 - Math.tanh(0.5) ** 2), 1],
        [-3, 1],
        [1, 1],
      ]),
    },
  },
  randomCase<Sizes>({
    name: 'one layer',
    points: 1,
    disclosure: 'full',
    sizes: fc.record({ C: size(4, 5), F: size(3, 3), L: fc.constant(1) }),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'three narrow layers',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'wide layers',
    points: 2,
    disclosure: 'full',
    sizes: wide,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'eight layers',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({ C: size(5, 5), F: size(4, 4), L: size(8, 8) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'layers that write nothing',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    relation:
      'If all W2 are zero, the input comes out at the end, and upstream arrives at the input.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [{ ...given, layers: given.layers.map(silent) }]
    },
    holds: ([output], [given]) => {
      const { x, upstream } = given as Readonly<Record<string, TensorValue>>
      return (
        agreeWithin(
          1e-5,
          field(output, 'output'),
          x!,
          ({ index: [c], left, right }) =>
            `output[${c}] is ${digits(left)}; x[${c}] is ${digits(right)}`,
        ) ??
        agreeWithin(
          1e-5,
          row(field(output, 'gradients'), 0),
          upstream!,
          ({ index: [c], left, right }) =>
            `gradients[0][${c}] is ${digits(left)}; upstream[${c}] is ${digits(right)}`,
        )
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'a silent layer in between',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({ C: size(6, 7), F: size(3, 4), L: size(3, 4, 2) }),
    relation:
      'A layer with W2 = 0 may be left out: the output and the gradient at the input stay the same.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const [first, second, ...others] = given.layers
      return [
        { ...given, layers: [first!, silent(second!), ...others] },
        { ...given, layers: [first!, ...others] },
      ]
    },
    holds: ([whole, without]) =>
      agreeWithin(
        2e-4,
        field(whole, 'output'),
        field(without, 'output'),
        ({ index: [c], left, right }) =>
          `output[${c}] is ${digits(left, right)} with the silent layer and ${digits(right, left)} without`,
      ) ??
      agreeWithin(
        2e-4,
        row(field(whole, 'gradients'), 0),
        row(field(without, 'gradients'), 0),
        ({ index: [c], left, right }) =>
          `gradients[0][${c}] is ${digits(left, right)} with the silent layer and ${digits(right, left)} without`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'a small step of the input',
    points: 3,
    disclosure: 'full',
    sizes: narrow,
    relation:
      'If the input moves a little, upstream · output changes by as much as gradients[0] says.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const direction = random.normal([sizes.C]).values
      const moved = (by: number): Inputs => ({
        ...given,
        x: { ...given.x, values: given.x.values.map((number, c) => number + by * direction[c]!) },
      })
      return [given, moved(-step), moved(step)]
    },
    holds: (outputs, runs) => smallStep(outputs, runs),
  }),
]

/** What the gradient says of a step from run 1 to run 2, on both sides of run 0, against what the output did. */
function smallStep(outputs: readonly Value[], runs: readonly Inputs[]): BrokenRelation | null {
  const x = (run: number) => (runs[run]!['x'] as TensorValue).values
  const upstream = (runs[0]!['upstream'] as TensorValue).values
  const output = (run: number) => field(outputs[run], 'output').values
  const gradient = row(field(outputs[0], 'gradients'), 0).values

  let [said, seen, size] = [0, 0, 0]
  upstream.forEach((weight, c) => {
    const part = gradient[c]! * (x(2)[c]! - x(1)[c]!)
    said += part
    size += Math.abs(part)
    seen += weight * (output(2)[c]! - output(1)[c]!)
  })
  const allowed = 1e-2 * size + 1e-5
  const off = Math.abs(said - seen)
  if (off <= allowed) return null
  return {
    seen: `it changed by ${digits(seen)}, but gradients[0] says ${digits(said)}`,
    timesAllowed: off / allowed,
  }
}

/** One row of [rows, C]. */
function row({ dtype, shape, values }: TensorValue, at: number): TensorValue {
  const C = shape[1]!
  return { dtype, shape: [C], values: values.slice(at * C, (at + 1) * C) }
}
