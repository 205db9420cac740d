import { layerNorm as reference } from '../../reference/layer-norm.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { layerNorm as loops } from './solutions/loops.ts'
import { layerNorm as tensor } from './solutions/tensor.ts'
import { layerNorm as welford } from './solutions/welford.ts'

export const exercise = defineExercise({
  slug: 'layer-norm',
  code: 'E04',
  title: 'Layer normalisation',
  built:
    'You have built the step that keeps the numbers of every token at the same scale, layer after layer.',
  track: 'Numerics',
  sources: ['Ba, Kiros, Hinton 2016, Layer Normalization, section 3'],
  minutes: 30,
  difficulty: 1,
  signature: {
    name: 'layerNorm',
    parameters: [
      {
        name: 'x',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'C'] },
        meaning: 'C features for each token',
      },
      {
        name: 'gamma',
        type: { kind: 'tensor', dtype: 'float32', axes: ['C'] },
        meaning: 'one gain per feature',
      },
      {
        name: 'beta',
        type: { kind: 'tensor', dtype: 'float32', axes: ['C'] },
        meaning: 'one bias per feature',
      },
      {
        name: 'epsilon',
        type: { kind: 'number' },
        meaning: 'a small positive number, added to the variance',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'C'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.05, gap: 1300 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, welford },
  reference,
})
