import { attention as reference } from '../../reference/attention.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { attention as loops } from './solutions/loops.ts'
import { attention as online } from './solutions/online.ts'
import { attention as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'attention',
  code: 'E11',
  title: 'Scaled dot-product attention',
  built:
    'You have built the step in which every token looks at the others and takes what it needs.',
  track: 'Attention',
  sources: ['Vaswani et al. 2017, Attention Is All You Need, section 3.2.1'],
  minutes: 45,
  difficulty: 2,
  signature: {
    name: 'attention',
    parameters: [
      {
        name: 'q',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dHead'] },
        meaning: 'queries',
      },
      {
        name: 'k',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'S', 'dHead'] },
        meaning: 'keys',
      },
      {
        name: 'v',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'S', 'dV'] },
        meaning: 'values',
      },
      {
        name: 'mask',
        type: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['T', 'S'] } },
        meaning: 'true where the query may attend to the key; null when every query sees every key',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dV'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 1000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, online },
  reference,
})
