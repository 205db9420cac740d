import { attentionBackward as reference } from '../../reference/attention-backward.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { attentionBackward as loops } from './solutions/loops.ts'
import { attentionBackward as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'attention-backward',
  code: 'E23',
  title: 'Backward through attention',
  built:
    'You have built the way back by which tokens tell each other what they should have asked, advertised and said.',
  track: 'Training',
  sources: [
    'Vaswani et al. 2017, Attention Is All You Need, section 3.2.1',
    'Dao et al. 2022, FlashAttention, appendix B.2',
  ],
  minutes: 60,
  difficulty: 4,
  signature: {
    name: 'attentionBackward',
    parameters: [
      { name: 'q', type: float32('B', 'T', 'dHead'), meaning: 'queries' },
      { name: 'k', type: float32('B', 'S', 'dHead'), meaning: 'keys' },
      { name: 'v', type: float32('B', 'S', 'dV'), meaning: 'values' },
      {
        name: 'mask',
        type: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['T', 'S'] } },
        meaning: 'true where the query may attend to the key; null when every query sees every key',
      },
      {
        name: 'dOut',
        type: float32('B', 'T', 'dV'),
        meaning: 'the gradient of the loss for each number of the output',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        dq: float32('B', 'T', 'dHead'),
        dk: float32('B', 'S', 'dHead'),
        dv: float32('B', 'S', 'dV'),
        dScores: float32('B', 'T', 'S'),
      },
    },
  },
  forbids: ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 31000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
