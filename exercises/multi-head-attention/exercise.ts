import { multiHeadAttention as reference } from '../../reference/multi-head-attention.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { multiHeadAttention as loops } from './solutions/loops.ts'
import { multiHeadAttention as sumOfHeads } from './solutions/sum-of-heads.ts'
import { multiHeadAttention as tensor } from './solutions/tensor.ts'

const weight: ValueType = { kind: 'tensor', dtype: 'float32', axes: ['dModel out', 'dModel in'] }
const bias: ValueType = { kind: 'tensor', dtype: 'float32', axes: ['dModel'] }

/** The record of four weights and four biases, which later exercises nest in their own. */
export const attentionWeightsType: ValueType = {
  kind: 'record',
  fields: {
    wq: weight,
    bq: bias,
    wk: weight,
    bk: bias,
    wv: weight,
    bv: bias,
    wo: weight,
    bo: bias,
  },
}

export const exercise = defineExercise({
  slug: 'multi-head-attention',
  code: 'E15',
  title: 'Multi-head attention',
  built: 'You have built attention that asks several questions at once and blends the answers.',
  track: 'Attention',
  sources: ['Vaswani et al. 2017, Attention Is All You Need, section 3.2.2'],
  minutes: 60,
  difficulty: 3,
  signature: {
    name: 'multiHeadAttention',
    parameters: [
      {
        name: 'x',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dModel'] },
        meaning: 'tokens',
      },
      {
        name: 'weights',
        type: attentionWeightsType,
        meaning: 'the four projections; each weight is [out, in], so y = x Wᵀ + b',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads; divides dModel' },
      {
        name: 'mask',
        type: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['T', 'T'] } },
        meaning: 'true where a token may attend to another; null when all see all',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'dModel'] },
  },
  forbids: [],
  buildsOn: ['attention', 'heads'],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.07, gap: 34000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, sumOfHeads },
  reference,
})
