import { teacherForcing as reference } from '../../reference/teacher-forcing.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { teacherForcing as loops } from './solutions/loops.ts'
import { teacherForcing as tensor } from './solutions/tensor.ts'

const float64 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })
const int32 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'int32', axes })
const cell: ValueType = {
  kind: 'record',
  fields: { Wx: float64('H', 'E'), Wh: float64('H', 'H'), b: float64('H') },
}

export const exercise = defineExercise({
  slug: 'teacher-forcing',
  code: 'E08',
  title: 'Sequence to sequence, with teacher forcing',
  built:
    'You have built a translator in training: one network reads, one writes, and the teacher whispers every word.',
  track: 'The road to attention',
  sources: [
    'Sutskever, Vinyals, Le 2014, Sequence to Sequence Learning with Neural Networks, section 2',
    'Williams and Zipser 1989, A Learning Algorithm for Continually Running Fully Recurrent Neural Networks, section 2 (teacher forcing)',
  ],
  minutes: 50,
  difficulty: 3,
  signature: {
    name: 'teacherForcing',
    parameters: [
      { name: 'source', type: int32('B', 'S'), meaning: 'word ids, padded' },
      {
        name: 'sourceLengths',
        type: int32('B'),
        meaning: 'how many words of each source are real',
      },
      { name: 'target', type: int32('B', 'T'), meaning: 'word ids without BOS and EOS, padded' },
      {
        name: 'targetLengths',
        type: int32('B'),
        meaning: 'how many words of each target are real',
      },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: {
            embedding: float64('V', 'E'),
            encoder: cell,
            decoder: cell,
            Wo: float64('V', 'H'),
            bo: float64('V'),
          },
        },
        meaning: 'one embedding, two tanh cells and the output layer',
      },
    ],
    returns: {
      kind: 'record',
      fields: { logits: float64('B', 'steps', 'vocab'), loss: { kind: 'number' } },
    },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.08, gap: 3800 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
