import { maskedAttention as reference } from '../../reference/masked-attention.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { maskedAttention as loops } from './solutions/loops.ts'
import { maskedAttention as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'masked-attention',
  code: 'E13',
  title: 'Masked attention',
  built:
    'You have built attention that sees neither the future nor padding, and stays calm when it sees nothing.',
  track: 'Attention',
  sources: [
    'Vaswani et al. 2017, Attention Is All You Need, sections 3.2.1 and 3.2.3',
    'ONNX operator Attention-24: is_causal, past keys and nonpad_kv_seqlen',
  ],
  minutes: 60,
  difficulty: 3,
  signature: {
    name: 'maskedAttention',
    parameters: [
      {
        name: 'q',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dHead'] },
        meaning: 'queries',
      },
      {
        name: 'k',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'S', 'dHead'] },
        meaning: 'keys',
      },
      {
        name: 'v',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'S', 'dV'] },
        meaning: 'values',
      },
      {
        name: 'lengths',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'how many of its S keys an item really has; the rest is padding',
      },
      {
        name: 'offset',
        type: { kind: 'optional', of: { kind: 'number' } },
        meaning: 'the position of query 0 among the keys; null when there is no causal mask',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dV'] },
  },
  forbids: [],
  buildsOn: ['masks'],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.06, gap: 33000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
