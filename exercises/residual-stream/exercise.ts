import { residualStream as reference } from '../../reference/residual-stream.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { residualStream as jacobians } from './solutions/jacobians.ts'
import { residualStream as loops } from './solutions/loops.ts'
import { residualStream as tensor } from './solutions/tensor.ts'

const float64 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })

export const exercise = defineExercise({
  slug: 'residual-stream',
  code: 'L10',
  title: 'The residual stream, there and back',
  built:
    'You have built the reason why deep models learn: a stream that carries the gradient straight back to the input.',
  track: 'Block and model',
  sources: [
    'He et al. 2016, Deep Residual Learning for Image Recognition, section 3',
    'He et al. 2016, Identity Mappings in Deep Residual Networks, section 2',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'residualStream',
    parameters: [
      { name: 'x', type: float64('C'), meaning: 'the stream before the first layer' },
      {
        name: 'layers',
        type: {
          kind: 'list',
          of: {
            kind: 'record',
            fields: { w1: float64('F', 'C'), b1: float64('F'), w2: float64('C', 'F') },
          },
        },
        meaning: 'each writes W2 tanh(W1 x + b1) into the stream; there may be none',
      },
      {
        name: 'upstream',
        type: float64('C'),
        meaning: 'the gradient of the loss for each number of the output',
      },
    ],
    returns: {
      kind: 'record',
      fields: { output: float64('C'), gradients: float64('rows', 'C') },
    },
  },
  forbids: ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.05, gap: 50000 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, jacobians },
  reference,
})
