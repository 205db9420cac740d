import { softmax as reference } from '../../reference/softmax.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { softmax as logarithm } from './solutions/logarithm.ts'
import { softmax as loops } from './solutions/loops.ts'
import { softmax as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'softmax',
  code: 'E02',
  title: 'Softmax',
  built: 'You have built the function that turns any scores into weights that sum to 1.',
  track: 'Numerics',
  sources: [
    'Bridle 1990, Probabilistic Interpretation of Feedforward Classification Network Outputs',
    'Goodfellow, Bengio, Courville 2016, Deep Learning, section 4.1',
  ],
  minutes: 20,
  difficulty: 1,
  signature: {
    name: 'softmax',
    parameters: [
      {
        name: 'scores',
        type: { kind: 'array', dtype: 'float64', axes: ['T', 'S'] },
        meaning: 'one row per query, one score per key; -Infinity means hidden',
      },
    ],
    returns: { kind: 'array', dtype: 'float64', axes: ['T', 'S'] },
  },
  forbids: ['softmax', 'logSoftmax'],
  buildsOn: [],
  tolerance: { absolute: 2e-6, relative: 1e-5, floor: 0.02, gap: 1000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, logarithm },
  reference,
})
