import { bertMasking as reference } from '../../reference/bert-masking.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { bertMasking as loops } from './solutions/loops.ts'
import { bertMasking as tensor } from './solutions/tensor.ts'

const int32 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'int32', axes })
const float64 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })
const number: ValueType = { kind: 'number' }

export const exercise = defineExercise({
  slug: 'bert-masking',
  code: 'E30',
  title: 'Masked language modelling',
  built:
    'You have built the game that BERT learned language from: hide some words, look both ways, guess.',
  track: 'The family',
  sources: [
    'Devlin et al. 2019, BERT: Pre-training of Deep Bidirectional Transformers, section 3.1 and appendix A.1',
    'Taylor 1953, Cloze Procedure: A New Tool for Measuring Readability',
  ],
  minutes: 35,
  difficulty: 2,
  signature: {
    name: 'bertMasking',
    parameters: [
      { name: 'ids', type: int32('B', 'T'), meaning: 'token ids, padded' },
      {
        name: 'special',
        type: { kind: 'record', fields: { PAD: number, CLS: number, SEP: number, MASK: number } },
        meaning: 'the ids that are no words',
      },
      {
        name: 'draws',
        type: {
          kind: 'record',
          fields: {
            pick: float64('B', 'T'),
            change: float64('B', 'T'),
            word: float64('B', 'T'),
          },
        },
        meaning: 'uniform numbers in [0, 1): the only source of chance',
      },
      { name: 'logits', type: float64('B', 'T', 'vocab'), meaning: 'scores from some encoder' },
    ],
    returns: {
      kind: 'record',
      fields: {
        inputs: int32('B', 'T'),
        labels: int32('B', 'T'),
        sees: { kind: 'array', dtype: 'bool', axes: ['B', 'T', 'keys'] },
        loss: number,
      },
    },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.02, gap: 6000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
