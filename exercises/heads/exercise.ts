import { splitAndMerge as reference } from '../../reference/heads.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { splitAndMerge as loops } from './solutions/loops.ts'
import { splitAndMerge as slices } from './solutions/slices.ts'
import { splitAndMerge as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'heads',
  code: 'E14',
  title: 'Splitting into heads, and merging',
  built:
    'You have built the two moves that let several heads attend at once: cut the channels into blocks, and put them back.',
  track: 'Attention',
  sources: ['Vaswani et al. 2017, Attention Is All You Need, section 3.2.2'],
  minutes: 20,
  difficulty: 2,
  signature: {
    name: 'splitAndMerge',
    parameters: [
      {
        name: 'x',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dModel'] },
        meaning: 'tokens, which splitHeads cuts',
      },
      {
        name: 'z',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'H', 'T', 'dHead'] },
        meaning: 'results of heads, which mergeHeads joins; not made from x',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads; divides dModel' },
    ],
    returns: {
      kind: 'record',
      fields: {
        split: { kind: 'tensor', dtype: 'float32', axes: ['B', 'H', 'T', 'dHead'] },
        merged: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dModel'] },
      },
    },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-6, relative: 0, floor: 0, gap: 1e6 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, slices },
  reference,
})
