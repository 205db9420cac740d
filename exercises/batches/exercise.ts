import { batches as reference } from '../../reference/batches.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { batches as loops } from './solutions/loops.ts'
import { batches as slices } from './solutions/slices.ts'
import { batches as tensor } from './solutions/tensor.ts'

const int32 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'int32', axes })

export const exercise = defineExercise({
  slug: 'batches',
  code: 'E22',
  title: 'Batches',
  built:
    'You have built what feeds a GPT in training: B windows of T tokens, which hold B · T questions and their answers.',
  track: 'From text to batches',
  sources: [
    'Karpathy 2023, Let’s build GPT (lecture): get_batch',
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2',
  ],
  minutes: 20,
  difficulty: 1,
  signature: {
    name: 'batches',
    parameters: [
      { name: 'data', type: int32('N'), meaning: 'a long row of tokens' },
      {
        name: 'T',
        type: { kind: 'number' },
        meaning: 'how many tokens a window has, less than N',
      },
      {
        name: 'uniforms',
        type: { kind: 'array', dtype: 'float64', axes: ['B'] },
        meaning: 'one number in [0, 1) for each window',
      },
    ],
    returns: { kind: 'record', fields: { x: int32('B', 'T'), y: int32('B', 'T') } },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 0, relative: 0, floor: 0, gap: 100 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, slices },
  reference,
})
