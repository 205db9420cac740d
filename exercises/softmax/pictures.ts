import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const scores = [3, 2, 1, 0, -1, -2]
const factors = [4, 2, 1, 0.5, 0.25]

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title: 'Six scores, multiplied by a factor first: your softmax is sharp above and flat below.',
    queries: factors.map((factor) => `× ${factor}`),
    keys: scores.map(String),
    inputs: {
      scores: tensorOf(
        factors.map((factor) => scores.map((score) => factor * score)),
        'float64',
      ),
    },
    shape: [factors.length, scores.length],
    weights: ({ dtype, shape, values }) => ({ dtype, shape: [1, ...shape], values }),
  },
]
