import { lstm as reference } from '../../reference/lstm.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { lstm as loops } from './solutions/loops.ts'
import { lstm as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'lstm',
  code: 'E07',
  title: 'LSTM',
  built:
    'You have built the memory that carried language models until the Transformer came: gates say what to keep, what to add and what to show.',
  track: 'The road to attention',
  sources: [
    'Hochreiter and Schmidhuber 1997, Long Short-Term Memory, section 4',
    'Gers, Schmidhuber, Cummins 2000, Learning to Forget, section 3',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'lstm',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'I'), meaning: 'steps, padded to the longest item' },
      {
        name: 'lengths',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'how many of its T steps an item really has',
      },
      { name: 'h0', type: float32('B', 'H'), meaning: 'the state before the first step' },
      { name: 'c0', type: float32('B', 'H'), meaning: 'the cell before the first step' },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: { Wx: float32('4H', 'I'), Wh: float32('4H', 'H'), b: float32('4H') },
        },
        meaning: 'four blocks of H rows in the order i, f, g, o',
      },
    ],
    returns: {
      kind: 'record',
      fields: { h: float32('B', 'steps', 'units'), c: float32('B', 'steps', 'units') },
    },
  },
  forbids: ['basicLSTMCell', 'multiRNNCell'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.03, gap: 10000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
