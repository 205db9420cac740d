import { luongAttention as reference } from '../../reference/luong-attention.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { luongAttention as loops } from './solutions/loops.ts'
import { luongAttention as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'luong-attention',
  code: 'L06',
  title: 'Global and local attention',
  built:
    'You have built attention by products, over a whole sentence and through a window that the decoder moves itself.',
  track: 'The road to attention',
  sources: [
    'Luong, Pham, Manning 2015, Effective Approaches to Attention-based Neural Machine Translation, sections 3.1 and 3.2',
  ],
  minutes: 50,
  difficulty: 3,
  signature: {
    name: 'luongAttention',
    parameters: [
      {
        name: 'states',
        type: float32('B', 'T + 1', 'D'),
        meaning: 'the states of the decoder, s_0 to s_T',
      },
      {
        name: 'annotations',
        type: float32('B', 'S', 'E'),
        meaning: 'what the encoder says about each source word',
      },
      {
        name: 'lengths',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'how many words each source has; the rest is padding',
      },
      { name: 'Wa', type: float32('D', 'E'), meaning: 'the weights of the score' },
      {
        name: 'local',
        type: {
          kind: 'optional',
          of: {
            kind: 'record',
            fields: {
              Wp: float32('A', 'D'),
              vp: float32('A'),
              halfWidth: { kind: 'number' },
            },
          },
        },
        meaning: 'what predicts the window; null for global attention',
      },
    ],
    returns: float32('B', 'T', 'E'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 20000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
