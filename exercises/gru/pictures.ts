import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const steps = 24
/** The share of its state that each unit's update gate keeps. */
const kept = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]

const zeros = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0))

export const pictures: readonly Drawing[] = [
  {
    kind: 'map',
    title:
      'All units start at 0.9 and hear nothing more. From left to right the update gate keeps more of the state, from a tenth to nearly all of it.',
    rows: 'step',
    columns: 'unit',
    inputs: {
      x: tensorOf([zeros(steps, 1)]),
      h0: tensorOf([kept.map(() => 0.9)]),
      weights: {
        Wx: tensorOf(zeros(3 * kept.length, 1)),
        Wh: tensorOf(zeros(3 * kept.length, kept.length)),
        b: tensorOf([
          ...kept.map(() => 0),
          ...kept.map((share) => Math.log(share / (1 - share))),
          ...kept.map(() => 0),
        ]),
      },
    },
    shape: [1, steps, kept.length],
    map: ({ dtype, shape, values }) => ({ dtype, shape: shape.slice(1), values }),
  },
]
