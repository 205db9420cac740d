import { reformerBuckets as reference } from '../../reference/reformer-buckets.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { reformerBuckets as loops } from './solutions/loops.ts'
import { reformerBuckets as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'reformer-buckets',
  code: 'E37',
  title: 'Reformer: attention in buckets',
  built:
    'You have built attention that finds its partners by hashing: tokens that point the same way meet, the others are never compared.',
  track: 'Cheaper attention',
  sources: ['Kitaev et al. 2020, Reformer: The Efficient Transformer, section 2'],
  minutes: 60,
  difficulty: 3,
  signature: {
    name: 'reformerBuckets',
    parameters: [
      {
        name: 'x',
        type: float32('B', 'T', 'dHead'),
        meaning: 'queries, and keys before they get length 1',
      },
      { name: 'v', type: float32('B', 'T', 'dV'), meaning: 'values' },
      { name: 'r', type: float32('dHead', 'n/2'), meaning: 'random directions' },
      { name: 'causal', type: { kind: 'boolean' }, meaning: 'whether later tokens are hidden' },
    ],
    returns: {
      kind: 'record',
      fields: {
        buckets: { kind: 'tensor', dtype: 'int32', axes: ['B', 'T'] },
        output: float32('B', 'T', 'dV'),
      },
    },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.03, gap: 40000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
