import { learnedPositions as reference } from '../../reference/learned-positions.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { learnedPositions as loops } from './solutions/loops.ts'
import { learnedPositions as oneHot } from './solutions/one-hot.ts'
import { learnedPositions as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'learned-positions',
  code: 'L09',
  title: 'Learned positions',
  built: 'You have built the entrance of a GPT: what a token means plus where it stands.',
  track: 'Position',
  sources: [
    'Radford et al. 2018, Improving Language Understanding by Generative Pre-Training, section 3.1',
    'Gehring et al. 2017, Convolutional Sequence to Sequence Learning, section 3.1',
  ],
  minutes: 20,
  difficulty: 1,
  signature: {
    name: 'learnedPositions',
    parameters: [
      {
        name: 'ids',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B', 'T'] },
        meaning: 'token numbers',
      },
      {
        name: 'first',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'the position of the first token of each item',
      },
      {
        name: 'wte',
        type: { kind: 'tensor', dtype: 'float32', axes: ['vocab', 'dModel'] },
        meaning: 'one learned vector for each token of the vocabulary',
      },
      {
        name: 'wpe',
        type: { kind: 'tensor', dtype: 'float32', axes: ['context', 'dModel'] },
        meaning: 'one learned vector for each position',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dModel'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 0, floor: 0.01, gap: 250000 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, oneHot },
  reference,
})
