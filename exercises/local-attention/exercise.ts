import { localAttention as reference } from '../../reference/local-attention.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { localAttention as loops } from './solutions/loops.ts'
import { localAttention as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'local-attention',
  code: 'E35',
  title: 'Local attention with global tokens',
  built:
    'You have built attention that looks at its neighbourhood and a few far places, so that a text twice as long costs twice as much.',
  track: 'Cheaper attention',
  sources: [
    'Zaheer et al. 2020, Big Bird: Transformers for Longer Sequences, section 2',
    'Beltagy et al. 2020, Longformer: The Long-Document Transformer, section 3.1',
  ],
  minutes: 45,
  difficulty: 2,
  signature: {
    name: 'localAttention',
    parameters: [
      { name: 'q', type: float32('B', 'T', 'dHead'), meaning: 'queries' },
      { name: 'k', type: float32('B', 'T', 'dHead'), meaning: 'keys' },
      { name: 'v', type: float32('B', 'T', 'dV'), meaning: 'values' },
      {
        name: 'width',
        type: { kind: 'number' },
        meaning: 'how many tokens the window reaches to each side',
      },
      {
        name: 'globals',
        type: { kind: 'tensor', dtype: 'bool', axes: ['T'] },
        meaning: 'true where a token is global: it sees all, and all see it',
      },
      {
        name: 'links',
        type: { kind: 'tensor', dtype: 'int32', axes: ['T', 'R'] },
        meaning: 'for each token R more tokens that it sees',
      },
      {
        name: 'causal',
        type: { kind: 'boolean' },
        meaning: 'whether later tokens are hidden',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        mask: { kind: 'tensor', dtype: 'bool', axes: ['T', 'keys'] },
        output: float32('B', 'T', 'dV'),
      },
    },
  },
  forbids: [],
  buildsOn: ['attention'],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.03, gap: 45000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
