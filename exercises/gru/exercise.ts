import { gru as reference } from '../../reference/gru.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { gru as loops } from './solutions/loops.ts'
import { gru as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'gru',
  code: 'L03',
  title: 'GRU',
  built:
    'You have built a memory with two gates and no cell: the lighter sister of the LSTM, made for the first neural translators.',
  track: 'The road to attention',
  sources: [
    'Cho et al. 2014, Learning Phrase Representations using RNN Encoder–Decoder, section 2.3',
    'Chung et al. 2014, Empirical Evaluation of Gated Recurrent Neural Networks, section 3.2',
  ],
  minutes: 35,
  difficulty: 3,
  signature: {
    name: 'gru',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'I'), meaning: 'steps' },
      { name: 'h0', type: float32('B', 'H'), meaning: 'the state before the first step' },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: { Wx: float32('3H', 'I'), Wh: float32('3H', 'H'), b: float32('3H') },
        },
        meaning: 'three blocks of H rows in the order r, z, n',
      },
    ],
    returns: float32('B', 'steps', 'units'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 10000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
