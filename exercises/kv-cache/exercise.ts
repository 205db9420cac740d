import { kvStep as reference } from '../../reference/kv-cache.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { attentionWeightsType } from '../multi-head-attention/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { kvStep as loops } from './solutions/loops.ts'
import { kvStep as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

const cacheType = (tokens: string): ValueType => ({
  kind: 'list',
  of: {
    kind: 'record',
    fields: {
      keys: float32('B', 'H', tokens, 'dHead'),
      values: float32('B', 'H', tokens, 'dHead'),
    },
  },
})

export const exercise = defineExercise({
  slug: 'kv-cache',
  code: 'E29',
  title: 'The key-value cache',
  built:
    'You have built the memory that lets a model write its thousandth word without reading the first 999 again.',
  track: 'Inference',
  sources: [
    'Shazeer 2019, Fast Transformer Decoding: One Write-Head is All You Need, section 2.4',
    'Vaswani et al. 2017, Attention Is All You Need, section 3.2',
  ],
  minutes: 75,
  difficulty: 4,
  signature: {
    name: 'kvStep',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'dModel'), meaning: 'new tokens, without positions' },
      {
        name: 'cache',
        type: { kind: 'optional', of: cacheType('past') },
        meaning:
          'keys and values of earlier tokens, one entry per layer; null before the first call',
      },
      {
        name: 'model',
        type: {
          kind: 'record',
          fields: {
            positions: float32('context', 'dModel'),
            layers: { kind: 'list', of: attentionWeightsType },
          },
        },
        meaning: 'learned positions and the layers; each weight is [out, in]',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads; divides dModel' },
    ],
    returns: {
      kind: 'record',
      fields: { output: float32('B', 'T', 'dModel'), cache: cacheType('tokens') },
    },
  },
  forbids: [],
  buildsOn: ['heads'],
  tolerance: { absolute: 4e-5, relative: 1e-5, floor: 0.03, gap: 19000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
