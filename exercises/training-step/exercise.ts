import { trainingSteps as reference } from '../../reference/training-step.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { trainingSteps as loops } from './solutions/loops.ts'
import { trainingSteps as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'training-step',
  code: 'E26',
  title: 'Training steps from micro-batches',
  built:
    'You have built the loop in which a model learns, in a form that fits a large batch into a small memory.',
  track: 'Training',
  sources: [
    'Pascanu, Mikolov, Bengio 2013, On the Difficulty of Training Recurrent Neural Networks, section 3.2 (clipping)',
    'Goodfellow, Bengio, Courville 2016, Deep Learning, section 8.1.3',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'trainingSteps',
    parameters: [
      {
        name: 'W',
        type: { kind: 'array', dtype: 'float64', axes: ['V', 'V'] },
        meaning: 'row id holds the logits of what comes after token id',
      },
      {
        name: 'b',
        type: { kind: 'array', dtype: 'float64', axes: ['V'] },
        meaning: 'one bias per token, added to the logits',
      },
      {
        name: 'ids',
        type: { kind: 'array', dtype: 'int32', axes: ['S', 'K', 'N'] },
        meaning: 'S steps of K micro-batches of N tokens',
      },
      {
        name: 'targets',
        type: { kind: 'array', dtype: 'int32', axes: ['S', 'K', 'N'] },
        meaning: 'the token that comes after each, or −1 where there is no target',
      },
      { name: 'learningRate', type: { kind: 'number' }, meaning: 'how far a step goes' },
      {
        name: 'maxNorm',
        type: { kind: 'optional', of: { kind: 'number' } },
        meaning: 'the largest norm of all gradients together; null means no limit',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        W: { kind: 'array', dtype: 'float64', axes: ['V', 'V'] },
        b: { kind: 'array', dtype: 'float64', axes: ['V'] },
        losses: { kind: 'array', dtype: 'float64', axes: ['S'] },
      },
    },
  },
  forbids: ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.02, gap: 11000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
