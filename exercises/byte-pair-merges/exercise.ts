import { bytePairMerges as reference } from '../../reference/byte-pair-merges.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { bytePairMerges as loops } from './solutions/loops.ts'
import { bytePairMerges as ranks } from './solutions/ranks.ts'

const int32 = (axis: string): ValueType => ({ kind: 'array', dtype: 'int32', axes: [axis] })

export const exercise = defineExercise({
  slug: 'byte-pair-merges',
  code: 'L14',
  title: 'Byte-pair merges',
  built:
    'You have built the tokenizer that GPT-2 and most models since read their text with: frequent neighbours become one token.',
  track: 'From text to batches',
  sources: [
    'Sennrich, Haddow, Birch 2016, Neural Machine Translation of Rare Words with Subword Units, section 3.2',
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2.2',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'bytePairMerges',
    parameters: [
      { name: 'text', type: int32('N'), meaning: 'the bytes to learn from, each 0 to 255' },
      {
        name: 'nMerges',
        type: { kind: 'number' },
        meaning: 'how many merges to learn at most',
      },
      { name: 'sample', type: int32('M'), meaning: 'the bytes to turn into tokens' },
    ],
    returns: {
      kind: 'record',
      fields: { merges: { kind: 'list', of: int32('pair') }, tokens: int32('L') },
    },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 0, relative: 0, floor: 0, gap: 100 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, ranks },
  reference,
})
