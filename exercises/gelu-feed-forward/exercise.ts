import { feedForward as reference } from '../../reference/gelu-feed-forward.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { feedForward as loops } from './solutions/loops.ts'
import { feedForward as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'gelu-feed-forward',
  code: 'E05',
  title: 'GELU and the feed-forward layer',
  built:
    'You have built the half of a Transformer block in which every token thinks alone; most of its weights live there.',
  track: 'Numerics',
  sources: [
    'Hendrycks and Gimpel 2016, Gaussian Error Linear Units, section 2',
    'Vaswani et al. 2017, Attention Is All You Need, section 3.3',
  ],
  minutes: 25,
  difficulty: 2,
  signature: {
    name: 'feedForward',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'dModel'), meaning: 'tokens' },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: {
            w1: float32('dFF', 'dModel'),
            b1: float32('dFF'),
            w2: float32('dModel', 'dFF'),
            b2: float32('dModel'),
          },
        },
        meaning: 'two linear layers; each weight is [out, in]',
      },
    ],
    returns: float32('B', 'T', 'dModel'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 2e-5, relative: 1e-5, floor: 0.08, gap: 320 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
