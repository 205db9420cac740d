import { blockwiseAttention as reference } from '../../reference/blockwise-attention.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { blockwiseAttention as loops } from './solutions/loops.ts'
import { blockwiseAttention as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'blockwise-attention',
  code: 'L23',
  title: 'Attention in blocks',
  built:
    'You have built the softmax that needs only one look at its numbers: the heart of fast attention on graphics cards.',
  track: 'Cheaper attention',
  sources: [
    'Milakov and Gimelshein 2018, Online normalizer calculation for softmax, section 3',
    'Dao et al. 2022, FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness, section 3.1',
  ],
  minutes: 60,
  difficulty: 4,
  signature: {
    name: 'blockwiseAttention',
    parameters: [
      { name: 'q', type: float32('B', 'T', 'dHead'), meaning: 'queries' },
      { name: 'k', type: float32('B', 'S', 'dHead'), meaning: 'keys' },
      { name: 'v', type: float32('B', 'S', 'dV'), meaning: 'values' },
      {
        name: 'blockSize',
        type: { kind: 'number' },
        meaning: 'how many keys are read at a time; the last block may have fewer',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        maxima: float32('B', 'T', 'blocks'),
        sums: float32('B', 'T', 'blocks'),
        output: float32('B', 'T', 'dV'),
      },
    },
  },
  forbids: ['softmax'],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.03, gap: 31000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
