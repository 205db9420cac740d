import { relativeBias as reference } from '../../reference/relative-bias.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { relativeBias as borders } from './solutions/borders.ts'
import { relativeBias as loops } from './solutions/loops.ts'
import { relativeBias as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'relative-bias',
  code: 'E18',
  title: 'Relative bias in buckets',
  built: 'You have built the positions of T5: one learned number per head and range of distances.',
  track: 'Position',
  sources: [
    'Raffel et al. 2020, Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer, section 2.1',
    'Shaw, Uszkoreit, Vaswani 2018, Self-Attention with Relative Position Representations',
  ],
  minutes: 40,
  difficulty: 3,
  signature: {
    name: 'relativeBias',
    parameters: [
      {
        name: 'table',
        type: { kind: 'tensor', dtype: 'float32', axes: ['nBuckets', 'H'] },
        meaning: 'one learned number for each bucket and head',
      },
      { name: 'T', type: { kind: 'number' }, meaning: 'how many queries' },
      { name: 'S', type: { kind: 'number' }, meaning: 'how many keys' },
      {
        name: 'maxDistance',
        type: { kind: 'number' },
        meaning: 'from this distance on, all keys share the last bucket',
      },
      {
        name: 'bidirectional',
        type: { kind: 'boolean' },
        meaning:
          'true: keys to the right have buckets of their own; false: they count as distance 0',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        buckets: { kind: 'tensor', dtype: 'int32', axes: ['T', 'S'] },
        bias: { kind: 'tensor', dtype: 'float32', axes: ['H', 'T', 'S'] },
      },
    },
  },
  forbids: [],
  buildsOn: [],
  // Buckets are whole numbers: a wrong one is off by infinitely many tolerances.
  tolerance: { absolute: 1e-6, relative: 0, floor: 0, gap: 1e6 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, borders },
  reference,
})
