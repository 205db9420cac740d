import { characters as reference } from '../../reference/characters.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { characters as loops } from './solutions/loops.ts'
import { characters as tables } from './solutions/tables.ts'

export const exercise = defineExercise({
  slug: 'characters',
  code: 'L13',
  title: 'Characters to integers, and back',
  built:
    'You have built the simplest tokenizer there is: with it, any text becomes a row of integers for a GPT to read.',
  track: 'From text to batches',
  sources: [
    'Karpathy 2023, Let’s build GPT (lecture): characters of tiny Shakespeare as tokens',
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2.2',
  ],
  minutes: 20,
  difficulty: 1,
  signature: {
    name: 'characters',
    parameters: [
      {
        name: 'documents',
        type: { kind: 'list', of: { kind: 'string' } },
        meaning: 'the texts from which the vocabulary is made, and which become tokens',
      },
      {
        name: 'ids',
        type: { kind: 'array', dtype: 'int32', axes: ['N'] },
        meaning: 'integers to turn back into texts, each from 0 to V',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        vocabulary: { kind: 'list', of: { kind: 'string' } },
        tokens: { kind: 'array', dtype: 'int32', axes: ['M'] },
        texts: { kind: 'list', of: { kind: 'string' } },
      },
    },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 0, relative: 0, floor: 0, gap: 100 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tables },
  reference,
})
