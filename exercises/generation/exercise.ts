import { generate as reference } from '../../reference/generation.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { generate as loops } from './solutions/loops.ts'
import { generate as recursive } from './solutions/recursive.ts'

const float64 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })
const int32 = (axis: string): ValueType => ({ kind: 'array', dtype: 'int32', axes: [axis] })

export const exercise = defineExercise({
  slug: 'generation',
  code: 'E28',
  title: 'Generating text',
  built:
    'You have built the loop around every language model: read, choose, append, and read again.',
  track: 'Inference',
  sources: [
    'Karpathy 2023, Let’s build GPT (lecture): generate',
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2',
  ],
  minutes: 25,
  difficulty: 2,
  signature: {
    name: 'generate',
    parameters: [
      {
        name: 'model',
        type: {
          kind: 'record',
          fields: { token: float64('V', 'V'), position: float64('block', 'V') },
        },
        meaning: 'two tables, which the given function forward turns into logits',
      },
      { name: 'prompt', type: int32('N'), meaning: 'the tokens to begin with, at least one' },
      { name: 'steps', type: { kind: 'number' }, meaning: 'how many tokens to append at most' },
      {
        name: 'end',
        type: { kind: 'optional', of: { kind: 'number' } },
        meaning: 'the token after which to stop; null: never',
      },
    ],
    returns: int32('M'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 0, relative: 0, floor: 0, gap: 100 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, recursive },
  reference,
})
