import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'
import { random } from '../random.ts'
import { storyInputs } from './cases.ts'

const S = 40

export const pictures: readonly Drawing[] = [
  {
    kind: 'curve',
    title: `The losses of your first ${S} steps on the stories: guessing costs 3.14, the frequencies of the letters alone 2.74.`,
    x: 'step',
    y: 'loss',
    at: Array.from({ length: S }, (_, s) => s + 1),
    inputs: storyInputs(random(1), { S, B: 6 }),
    part: 'losses',
    shape: [S],
    curve: ({ values }: TensorValue) => Array.from(values),
  },
]
