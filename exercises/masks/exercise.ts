import { attentionMasks as reference } from '../../reference/masks.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { attentionMasks as loops } from './solutions/loops.ts'
import { attentionMasks as bandPart } from './solutions/band-part.ts'
import { attentionMasks as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'masks',
  code: 'E12',
  title: 'Causal and padding masks',
  built:
    'You have built the masks that hide the future and the padding, in both forms that attention takes.',
  track: 'Attention',
  sources: [
    'Vaswani et al. 2017, Attention Is All You Need, section 3.2.3',
    'ONNX operator Attention-24: is_causal, past keys and nonpad_kv_seqlen',
  ],
  minutes: 30,
  difficulty: 2,
  signature: {
    name: 'attentionMasks',
    parameters: [
      {
        name: 'lengths',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'how many of its S keys an item really has; the rest is padding',
      },
      { name: 'T', type: { kind: 'number' }, meaning: 'how many queries' },
      { name: 'S', type: { kind: 'number' }, meaning: 'how many keys' },
      {
        name: 'offset',
        type: { kind: 'number' },
        meaning: 'the position of query 0 among the keys; may be negative',
      },
      {
        name: 'nHeads',
        type: { kind: 'number' },
        meaning: 'how many copies of the bias an item gets',
      },
    ],
    returns: {
      kind: 'record',
      fields: {
        causal: { kind: 'tensor', dtype: 'bool', axes: ['T', 'S'] },
        padding: { kind: 'tensor', dtype: 'bool', axes: ['B', 'S'] },
        visible: { kind: 'tensor', dtype: 'bool', axes: ['B', 'T', 'S'] },
        bias: { kind: 'tensor', dtype: 'float32', axes: ['B·H', 'T', 'S'] },
      },
    },
  },
  forbids: [],
  buildsOn: [],
  // A wrong truth value is off by infinitely many tolerances.
  tolerance: { absolute: 1e-6, relative: 0, floor: 0, gap: 1e6 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, bandPart },
  reference,
})
