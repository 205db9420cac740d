import { linearBackward as reference } from '../../reference/linear-backward.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { linearBackward as loops } from './solutions/loops.ts'
import { linearBackward as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'linear-backward',
  code: 'E23',
  title: 'Backward through a linear layer',
  built:
    'You have built the step by which most weights of a network learn: how the loss moves when one of them does.',
  track: 'Training',
  sources: [
    'Rumelhart, Hinton, Williams 1986, Learning Representations by Back-Propagating Errors',
    'Goodfellow, Bengio, Courville 2016, Deep Learning, section 6.5',
  ],
  minutes: 30,
  difficulty: 2,
  signature: {
    name: 'linearBackward',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'I'), meaning: 'what the layer was given' },
      { name: 'W', type: float32('O', 'I'), meaning: 'its weights' },
      {
        name: 'dy',
        type: float32('B', 'T', 'O'),
        meaning: 'the gradient of the loss for each number of y',
      },
    ],
    returns: {
      kind: 'record',
      fields: { dx: float32('B', 'T', 'I'), dW: float32('O', 'I'), db: float32('O') },
    },
  },
  forbids: ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 60000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
