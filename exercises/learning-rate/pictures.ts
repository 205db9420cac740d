import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const steps = Array.from({ length: 61 }, (_, at) => 2 * at)

export const pictures: readonly Drawing[] = [
  {
    kind: 'curve',
    title:
      'Your schedule with a warmup of 20 steps and the minimum at step 100: up straight, down in half a cosine, then level.',
    x: 'step',
    y: 'learning rate',
    at: steps,
    inputs: {
      steps: tensorOf(steps, 'int32'),
      schedule: { maximum: 1, minimum: 0.1, warmup: 20, total: 100 },
    },
    shape: [steps.length],
    curve: ({ values }) => Array.from(values),
  },
]
