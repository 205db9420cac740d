import { sample as reference } from '../../reference/sampling.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { sample as loops } from './solutions/loops.ts'
import { sample as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'sampling',
  code: 'E27',
  title: 'Sampling a token',
  built:
    'You have built how a language model chooses its words: bold or careful, but never from the long tail.',
  track: 'Inference',
  sources: [
    'Holtzman et al. 2020, The Curious Case of Neural Text Degeneration, section 3',
    'Fan, Lewis, Dauphin 2018, Hierarchical Neural Story Generation, section 5.4 (top-k)',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'sample',
    parameters: [
      {
        name: 'logits',
        type: { kind: 'array', dtype: 'float64', axes: ['B', 'V'] },
        meaning: 'B rows of V scores',
      },
      {
        name: 'settings',
        type: {
          kind: 'record',
          fields: {
            temperature: { kind: 'number' },
            topK: { kind: 'number' },
            topP: { kind: 'number' },
          },
        },
        meaning: 'how bold the choice is, and how many tokens it is made from',
      },
      {
        name: 'uniforms',
        type: { kind: 'array', dtype: 'float64', axes: ['B'] },
        meaning: 'one number in [0, 1) for each row',
      },
    ],
    returns: { kind: 'array', dtype: 'int32', axes: ['B'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 0, relative: 0, floor: 0, gap: 100 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
