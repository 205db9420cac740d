import { additiveAttention as reference } from '../../reference/additive-attention.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { additiveAttention as loops } from './solutions/loops.ts'
import { additiveAttention as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'additive-attention',
  code: 'E09',
  title: 'Additive attention',
  built:
    'You have built the first attention: a decoder that looks back at every source word before it writes.',
  track: 'The road to attention',
  sources: [
    'Bahdanau, Cho, Bengio 2015, Neural Machine Translation by Jointly Learning to Align and Translate, section 3.1 and appendix A.1.2',
  ],
  minutes: 45,
  difficulty: 2,
  signature: {
    name: 'additiveAttention',
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
        name: 'mask',
        type: { kind: 'tensor', dtype: 'bool', axes: ['B', 'S'] },
        meaning: 'true for words, false for padding',
      },
      { name: 'W', type: float32('A', 'D'), meaning: 'weights for the state' },
      { name: 'U', type: float32('A', 'E'), meaning: 'weights for the annotation' },
      { name: 'v', type: float32('A'), meaning: 'from A hidden units to one score' },
    ],
    returns: float32('B', 'T', 'E'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 40000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
