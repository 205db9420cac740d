import { layerNormBackward as reference } from '../../reference/layer-norm-backward.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { layerNormBackward as loops } from './solutions/loops.ts'
import { layerNormBackward as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'layer-norm-backward',
  code: 'E23',
  title: 'Backward through layer normalisation',
  built:
    'You have built a gradient with feedback: every feature moves the mean and the spread that all the others are measured by.',
  track: 'Training',
  sources: [
    'Ba, Kiros, Hinton 2016, Layer Normalization, section 3',
    'Ioffe and Szegedy 2015, Batch Normalization, section 3',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'layerNormBackward',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'C'), meaning: 'what the layer was given' },
      { name: 'gamma', type: float32('C'), meaning: 'one gain per feature' },
      {
        name: 'epsilon',
        type: { kind: 'number' },
        meaning: 'a small positive number, added to the variance',
      },
      {
        name: 'dy',
        type: float32('B', 'T', 'C'),
        meaning: 'the gradient of the loss for each number of y',
      },
    ],
    returns: {
      kind: 'record',
      fields: { dx: float32('B', 'T', 'C'), dgamma: float32('C'), dbeta: float32('C') },
    },
  },
  forbids: ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.05, gap: 33000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
