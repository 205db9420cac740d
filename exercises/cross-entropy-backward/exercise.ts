import { crossEntropyBackward as reference } from '../../reference/cross-entropy-backward.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { crossEntropyBackward as loops } from './solutions/loops.ts'
import { crossEntropyBackward as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'cross-entropy-backward',
  code: 'E23',
  title: 'Backward through softmax and cross-entropy',
  built:
    'You have built the signal that training starts from: what the model believed, minus what was true.',
  track: 'Training',
  sources: [
    'Goodfellow, Bengio, Courville 2016, Deep Learning, sections 6.2.2.3 and 6.5',
    'Bridle 1990, Probabilistic Interpretation of Feedforward Classification Network Outputs',
  ],
  minutes: 25,
  difficulty: 2,
  signature: {
    name: 'crossEntropyBackward',
    parameters: [
      {
        name: 'logits',
        type: { kind: 'tensor', dtype: 'float32', axes: ['N', 'V'] },
        meaning: 'N rows of V raw scores, one per class',
      },
      {
        name: 'targets',
        type: { kind: 'tensor', dtype: 'int32', axes: ['N'] },
        meaning: 'the right class of each row, or the number to ignore',
      },
      {
        name: 'ignore',
        type: { kind: 'number' },
        meaning: 'the target that means "no answer here"',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['N', 'V'] },
  },
  forbids: ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads'],
  buildsOn: [],
  tolerance: { absolute: 1e-6, relative: 1e-5, floor: 0.02, gap: 26000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
