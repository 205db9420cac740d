import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'

interface Sizes {
  readonly T: number
  /** Half of dModel. */
  readonly pairs: number
}

const sizes = (T: readonly [number, number], pairs: readonly [number, number]) =>
  fc.record<Sizes>({
    T: fc.integer({ min: T[0], max: T[1] }),
    pairs: fc.integer({ min: pairs[0], max: pairs[1] }),
  })

const inputs = ({ T, pairs }: Sizes): Inputs => ({ T, dModel: 2 * pairs })

/** Angle addition computed in float32 throughout stays well below this; a wrong frequency is off by tenths. */
const allowed = 1e-3

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
    expected: tensorOf([
      clockHands([0, 0, 0, 0]),
      clockHands([1, 0.1, 0.01, 0.001]),
      clockHands([2, 0.2, 0.02, 0.002]),
    ]),
  },
  {
    kind: 'example',
    name: 'one pair of channels',
    points: 1,
    disclosure: 'full',
    inputs: { T: 5, dModel: 2 },
  },
  randomCase({
    name: 'a few positions',
    points: 3,
    disclosure: 'full',
    sizes: sizes([2, 9], [3, 6]),
    inputs,
  }),
  invariantCase({
    name: 'every pair lies on the unit circle',
    points: 2,
    disclosure: 'full',
    sizes: sizes([2, 9], [2, 6]),
    relation:
      'The two channels of a pair are the sine and cosine of one angle: squared, they add to 1.',
    runs: (drawn: Sizes) => [inputs(drawn)],
    holds: (outputs) =>
      worst(pairsOf(outputs[0]), ({ p, i, sine, cosine }) => ({
        seen: `at position ${p}, channels ${2 * i} and ${2 * i + 1} squared add to ${digits(sine ** 2 + cosine ** 2)}`,
        timesAllowed: Math.abs(sine ** 2 + cosine ** 2 - 1) / allowed,
      })),
  }),
  invariantCase({
    name: 'a step along the sequence is a rotation',
    points: 3,
    disclosure: 'full',
    sizes: sizes([5, 9], [2, 6]),
    relation:
      'Moving two positions on turns every pair by the angle of row 2, so that row p + 2 follows from rows p and 2 alone.',
    runs: (drawn: Sizes) => [inputs(drawn)],
    holds: (outputs) => {
      const pairs = pairsOf(outputs[0])
      const at = new Map(pairs.map((pair) => [`${pair.p} ${pair.i}`, pair]))
      return worst(pairs, ({ p, i, sine, cosine }) => {
        const turn = at.get(`2 ${i}`)
        const later = at.get(`${p + 2} ${i}`)
        if (!turn || !later) return null
        const due = sine * turn.cosine + cosine * turn.sine
        return {
          seen: `channel ${2 * i} of row ${p + 2} is ${digits(later.sine)}; turning row ${p} by row 2's angle gives ${digits(due)}`,
          timesAllowed: Math.abs(later.sine - due) / allowed,
        }
      })
    },
  }),
  randomCase({
    name: 'longer and wider',
    points: 3,
    disclosure: 'diagnosis',
    sizes: sizes([17, 40], [9, 16]),
    inputs,
  }),
  randomCase({
    name: 'position five thousand',
    points: 2,
    disclosure: 'diagnosis',
    sizes: sizes([5001, 5003], [2, 2]),
    inputs,
  }),
  randomCase({
    name: 'more channels than positions',
    points: 2,
    disclosure: 'diagnosis',
    sizes: sizes([2, 4], [20, 32]),
    inputs,
  }),
]

interface Pair {
  readonly p: number
  readonly i: number
  readonly sine: number
  readonly cosine: number
}

function pairsOf(output: Value | undefined): Pair[] {
  const { shape, values } = output as TensorValue
  const half = (shape[1] as number) / 2
  return Array.from({ length: values.length / 2 }, (_, index) => ({
    p: Math.floor(index / half),
    i: index % half,
    sine: values[2 * index] as number,
    cosine: values[2 * index + 1] as number,
  }))
}

/** The pair that breaks the relation most; null when none does. A NaN breaks it. */
function worst(
  pairs: readonly Pair[],
  look: (pair: Pair) => BrokenRelation | null,
): BrokenRelation | null {
  const broken = pairs
    .map(look)
    .filter((one): one is BrokenRelation => one !== null && !(one.timesAllowed <= 1))
  return broken.reduce<BrokenRelation | null>(
    (most, one) => (most === null || one.timesAllowed > most.timesAllowed ? one : most),
    null,
  )
}

/** A row from the angle of each pair. */
function clockHands(angles: readonly number[]): number[] {
  return angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)])
}

const digits = (number: number) => number.toFixed(4)
