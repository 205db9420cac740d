import { crossEntropy as reference } from '../../reference/cross-entropy.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { crossEntropy as loops } from './solutions/loops.ts'
import { crossEntropy as margins } from './solutions/margins.ts'
import { crossEntropy as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'cross-entropy',
  code: 'E03',
  title: 'Cross-entropy',
  built:
    'You have built the number that training makes small: how surprised the model is by the right answer.',
  track: 'Numerics',
  sources: [
    'Goodfellow, Bengio, Courville 2016, Deep Learning, sections 3.13 and 6.2.2.3',
    'Bengio et al. 2003, A Neural Probabilistic Language Model, section 2',
  ],
  minutes: 25,
  difficulty: 1,
  signature: {
    name: 'crossEntropy',
    parameters: [
      {
        name: 'logits',
        type: { kind: 'array', dtype: 'float64', axes: ['N', 'V'] },
        meaning: 'N rows of V scores, one per class',
      },
      {
        name: 'targets',
        type: { kind: 'array', dtype: 'int32', axes: ['N'] },
        meaning: 'the right class of each row, or the number to ignore',
      },
      {
        name: 'ignore',
        type: { kind: 'number' },
        meaning: 'the target that means "no answer here"',
      },
    ],
    returns: { kind: 'number' },
  },
  forbids: ['softmax', 'logSoftmax', 'logSumExp', 'losses'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.01, gap: 12000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, margins },
  reference,
})
