import { linear as reference } from '../../reference/linear.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { linear as loops } from './solutions/loops.ts'
import { linear as rows } from './solutions/rows.ts'
import { linear as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'linear',
  code: 'E01',
  title: 'A linear layer',
  built:
    'You have built the layer that holds nearly all weights of a Transformer: a table of dot products.',
  track: 'Numerics',
  sources: ['Goodfellow, Bengio, Courville 2016, Deep Learning, sections 2.2 and 6.1'],
  minutes: 15,
  difficulty: 1,
  signature: {
    name: 'linear',
    parameters: [
      {
        name: 'x',
        type: { kind: 'array', dtype: 'float64', axes: ['T', 'I'] },
        meaning: 'T tokens of I features',
      },
      {
        name: 'W',
        type: { kind: 'array', dtype: 'float64', axes: ['O', 'I'] },
        meaning: 'the weights; row o belongs to output feature o',
      },
      {
        name: 'b',
        type: { kind: 'optional', of: { kind: 'array', dtype: 'float64', axes: ['O'] } },
        meaning: 'one bias per output feature; null when there is none',
      },
    ],
    returns: { kind: 'array', dtype: 'float64', axes: ['T', 'O'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.02, gap: 50000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, rows },
  reference,
})
