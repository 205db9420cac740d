import { recallByLength as reference } from '../../reference/bottleneck.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { recallByLength as loops } from './solutions/loops.ts'
import { recallByLength as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'bottleneck',
  code: 'L04',
  title: 'The bottleneck, measured',
  built:
    'You have measured why one vector is not enough for a sentence, and what attention does about it.',
  track: 'The road to attention',
  sources: [
    'Cho et al. 2014, On the Properties of Neural Machine Translation: Encoder–Decoder Approaches, section 5',
    'Bahdanau, Cho, Bengio 2015, Neural Machine Translation by Jointly Learning to Align and Translate, section 1',
    'Plate 1995, Holographic Reduced Representations (many items added into one vector)',
  ],
  minutes: 40,
  difficulty: 2,
  signature: {
    name: 'recallByLength',
    parameters: [
      {
        name: 'words',
        type: { kind: 'array', dtype: 'float64', axes: ['V', 'D'] },
        meaning: 'one unit vector per word of the vocabulary',
      },
      {
        name: 'signs',
        type: { kind: 'array', dtype: 'float64', axes: ['L', 'D'] },
        meaning: 'for each position D signs, +1 or -1',
      },
      {
        name: 'sentences',
        type: { kind: 'array', dtype: 'int32', axes: ['N', 'L'] },
        meaning: 'the ids of the words of N sentences',
      },
    ],
    returns: { kind: 'array', dtype: 'float64', axes: ['memory', 'L'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.01, gap: 10000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
