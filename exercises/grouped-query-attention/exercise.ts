import { groupedQueryAttention as reference } from '../../reference/grouped-query-attention.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { groupedQueryAttention as loops } from './solutions/loops.ts'
import { groupedQueryAttention as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'grouped-query-attention',
  code: 'L24',
  title: 'Grouped-query attention',
  built:
    'You have built attention whose heads share keys and values: the cache of a large model, several times smaller.',
  track: 'Cheaper attention',
  sources: [
    'Ainslie et al. 2023, GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints, section 2.2',
    'Shazeer 2019, Fast Transformer Decoding: One Write-Head is All You Need, section 3',
  ],
  minutes: 40,
  difficulty: 2,
  signature: {
    name: 'groupedQueryAttention',
    parameters: [
      { name: 'q', type: float32('B', 'H', 'T', 'dHead'), meaning: 'queries' },
      { name: 'k', type: float32('B', 'G', 'S', 'dHead'), meaning: 'keys; G divides H' },
      { name: 'v', type: float32('B', 'G', 'S', 'dV'), meaning: 'values' },
      {
        name: 'mask',
        type: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['T', 'S'] } },
        meaning: 'true where a query may attend to a key; null when all see all',
      },
    ],
    returns: float32('B', 'H', 'T', 'dV'),
  },
  forbids: [],
  buildsOn: ['attention'],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 24000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
