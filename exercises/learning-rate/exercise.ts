import { learningRate as reference } from '../../reference/learning-rate.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { learningRate as loops } from './solutions/loops.ts'
import { learningRate as share } from './solutions/share.ts'
import { learningRate as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'learning-rate',
  code: 'E25',
  title: 'A schedule for the learning rate',
  built:
    'You have built the rise and fall of the learning rate that nearly every GPT is trained with.',
  track: 'Training',
  sources: [
    'Loshchilov and Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts, section 3',
    'Brown et al. 2020, Language Models are Few-Shot Learners, appendix B',
  ],
  minutes: 20,
  difficulty: 1,
  signature: {
    name: 'learningRate',
    parameters: [
      {
        name: 'steps',
        type: { kind: 'array', dtype: 'int32', axes: ['N'] },
        meaning: 'steps, in any order; 0 is the first',
      },
      {
        name: 'schedule',
        type: {
          kind: 'record',
          fields: {
            maximum: { kind: 'number' },
            minimum: { kind: 'number' },
            warmup: { kind: 'number' },
            total: { kind: 'number' },
          },
        },
        meaning: 'both rates, the length of the rise, and the step at which the minimum is reached',
      },
    ],
    returns: { kind: 'array', dtype: 'float64', axes: ['N'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 2e-6, relative: 1e-5, floor: 0.02, gap: 17000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, share },
  reference,
})
