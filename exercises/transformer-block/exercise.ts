import { transformerBlock as reference } from '../../reference/transformer-block.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { attentionWeightsType } from '../multi-head-attention/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { transformerBlock as loops } from './solutions/loops.ts'
import { transformerBlock as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

/** Gain and shift of one layer norm. */
export const normType: ValueType = {
  kind: 'record',
  fields: { gamma: float32('dModel'), beta: float32('dModel') },
}

/** The parameters of one block, which GPT has a list of. */
export const blockType: ValueType = {
  kind: 'record',
  fields: {
    ln1: normType,
    attention: attentionWeightsType,
    ln2: normType,
    ffn: {
      kind: 'record',
      fields: {
        w1: float32('dFF', 'dModel'),
        b1: float32('dFF'),
        w2: float32('dModel', 'dFF'),
        b2: float32('dModel'),
      },
    },
  },
}

export const exercise = defineExercise({
  slug: 'transformer-block',
  code: 'E19',
  title: 'Transformer block',
  built:
    'You have built the block that a Transformer repeats: tokens talk to each other, then think alone.',
  track: 'Block and model',
  sources: [
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2.3',
    'Xiong et al. 2020, On Layer Normalization in the Transformer Architecture, section 3',
    'Hendrycks and Gimpel 2016, Gaussian Error Linear Units, section 2',
  ],
  minutes: 75,
  difficulty: 4,
  signature: {
    name: 'transformerBlock',
    parameters: [
      { name: 'x', type: float32('B', 'T', 'dModel'), meaning: 'tokens' },
      {
        name: 'parameters',
        type: blockType,
        meaning: 'two layer norms, the attention and the FFN; each weight is [out, in]',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads; divides dModel' },
      {
        name: 'mask',
        type: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['T', 'T'] } },
        meaning: 'true where a token may attend to another; null when all see all',
      },
    ],
    returns: float32('B', 'T', 'dModel'),
  },
  forbids: [],
  buildsOn: ['layer-norm', 'multi-head-attention'],
  tolerance: { absolute: 4e-5, relative: 1e-5, floor: 0.05, gap: 580 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
