import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly T: number
  /** Half of dModel. */
  readonly pairs: number
}

const sizes = (
  T: readonly [low: number, high: number],
  pairs: readonly [low: number, high: number],
  leastT = 1,
): fc.Arbitrary<Sizes> => fc.record({ T: size(...T, leastT), pairs: size(...pairs) })

const inputs = ({ T, pairs }: Sizes): Inputs => ({ T, dModel: 2 * pairs })

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one position',
    points: 1,
    disclosure: 'full',
    inputs: { T: 1, dModel: 4 },
    expected: tensorOf([[0, 1, 0, 1]]),
  },
  {
    kind: 'example',
    name: 'three positions of width eight',
    points: 3,
    disclosure: 'full',
    inputs: { T: 3, dModel: 8 },
    expected: tensorOf([row([0, 0, 0, 0]), row([1, 0.1, 0.01, 0.001]), row([2, 0.2, 0.02, 0.002])]),
  },
  {
    kind: 'example',
    name: 'one pair of channels',
    points: 1,
    disclosure: 'full',
    inputs: { T: 5, dModel: 2 },
  },
  randomCase<Sizes>({
    name: 'a few positions',
    points: 3,
    disclosure: 'full',
    sizes: sizes([2, 9], [3, 6]),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'every pair lies on the unit circle',
    points: 2,
    disclosure: 'full',
    sizes: sizes([5, 9], [2, 6]),
    relation:
      'The two channels of a pair are the sine and cosine of one angle: squared, they add to 1.',
    runs: (drawn) => [inputs(drawn)],
    holds: ([output]) => {
      const { sines, cosines, shape } = hands(output)
      const squares = sines.map((sine, at) => sine ** 2 + cosines[at]! ** 2)
      return agreeWithin(
        1e-3,
        { dtype: 'float64', shape, values: squares },
        { dtype: 'float64', shape, values: squares.map(() => 1) },
        ({ index: [p, i], left }) =>
          `at position ${p}, the squares of channels ${2 * i!} and ${2 * i! + 1} add to ${digits(left)}`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'two steps along the sequence are a rotation',
    points: 3,
    disclosure: 'full',
    sizes: sizes([5, 9], [2, 6], 3),
    relation:
      'Two positions on, every pair has turned by its angle in row 2: row p + 2 follows from rows p and 2.',
    runs: (drawn) => [inputs(drawn)],
    holds: ([output]) => {
      const { sines, cosines, shape } = hands(output)
      const [T, half] = shape
      const turned = sines.map((sine, at) => {
        const turn = 2 * half + (at % half)
        return sine * cosines[turn]! + cosines[at]! * sines[turn]!
      })
      const later = { dtype: 'float64', shape: [T - 2, half] } as const
      return agreeWithin(
        1e-3,
        { ...later, values: sines.slice(2 * half) },
        { ...later, values: turned.slice(0, (T - 2) * half) },
        ({ index: [p, i], left, right }) =>
          `channel ${2 * i!} of row ${p! + 2} is ${digits(left)}; turning row ${p} by the angle of row 2 gives ${digits(right)}`,
      )
    },
  }),
  randomCase<Sizes>({
    name: 'longer and wider',
    points: 3,
    disclosure: 'diagnosis',
    sizes: sizes([17, 40], [9, 16]),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'position five thousand',
    points: 2,
    disclosure: 'diagnosis',
    sizes: sizes([5001, 5003], [2, 2]),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'more channels than positions',
    points: 2,
    disclosure: 'diagnosis',
    sizes: sizes([2, 4], [20, 32]),
    inputs,
  }),
]

/** The even channels and the odd ones, each [T, dModel/2]. */
function hands(output: Value | undefined) {
  const { shape, values } = output as TensorValue
  const channels = Float64Array.from(values)
  const pick = (parity: number) => channels.filter((_, at) => at % 2 === parity)
  return { sines: pick(0), cosines: pick(1), shape: [shape[0]!, shape[1]! / 2] as const }
}

/** A row from the angle of each pair. */
function row(angles: readonly number[]): number[] {
  return angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)])
}
