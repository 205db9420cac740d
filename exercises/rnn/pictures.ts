import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const steps = 24
/** How much of its state each unit hands to itself. */
const kept = [0, 0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 1]
const array = (nested: unknown) => tensorOf(nested, 'float64')

export const pictures: readonly Drawing[] = [
  {
    kind: 'map',
    title:
      'A push at step 0, then silence. From left to right your units hand on more of their state, from nothing to all of it, and remember longer.',
    rows: 'step',
    columns: 'unit',
    inputs: {
      x: array(Array.from({ length: steps }, (_, t) => [t === 0 ? 1 : 0])),
      h0: array(kept.map(() => 0)),
      Wx: array(kept.map(() => [0.5])),
      Wh: array(kept.map((share, j) => kept.map((_, k) => (j === k ? share : 0)))),
      b: array(kept.map(() => 0)),
    },
    shape: [steps, kept.length],
    map: (result) => result,
  },
]
