import { adamW as reference } from '../../reference/adamw.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { adamW as loops } from './solutions/loops.ts'
import { adamW as tensor } from './solutions/tensor.ts'

const number: ValueType = { kind: 'number' }

/** Tensors of any shapes, such as all weights of a model. */
const tensors: ValueType = {
  kind: 'list',
  of: { kind: 'tensor', dtype: 'float32', axes: ['...', 'n'] },
}

export const exercise = defineExercise({
  slug: 'adamw',
  code: 'E24',
  title: 'AdamW and clipped gradients',
  built:
    'You have built the optimiser that GPTs are trained with: it gives every weight a step size of its own.',
  track: 'Training',
  sources: [
    'Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization, algorithm 2',
    'Kingma and Ba 2015, Adam: A Method for Stochastic Optimization, section 2 and section 3',
    'Pascanu, Mikolov, Bengio 2013, On the Difficulty of Training Recurrent Neural Networks, section 3.2',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'adamW',
    parameters: [
      { name: 'weights', type: tensors, meaning: 'tensors of any shapes' },
      { name: 'gradients', type: tensors, meaning: 'one for each weight, of its shape' },
      { name: 'm', type: tensors, meaning: 'the first moments after the step before' },
      { name: 'v', type: tensors, meaning: 'the second moments after the step before' },
      { name: 'step', type: number, meaning: 'which step this is: 1 for the first' },
      {
        name: 'settings',
        type: {
          kind: 'record',
          fields: {
            learningRate: number,
            beta1: number,
            beta2: number,
            epsilon: number,
            weightDecay: number,
            maxNorm: number,
          },
        },
        meaning: 'learning rate, both betas, epsilon, weight decay, and the largest norm',
      },
    ],
    returns: { kind: 'record', fields: { weights: tensors, m: tensors, v: tensors } },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 2e-6, relative: 1e-5, floor: 0.02, gap: 2700 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
