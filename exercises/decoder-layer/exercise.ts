import { decoderLayer as reference } from '../../reference/decoder-layer.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { attentionWeightsType } from '../multi-head-attention/exercise.ts'
import { normType } from '../transformer-block/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { decoderLayer as loops } from './solutions/loops.ts'
import { decoderLayer as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const feedForwardType: ValueType = {
  kind: 'record',
  fields: {
    w1: float32('dFF', 'dModel'),
    b1: float32('dFF'),
    w2: float32('dModel', 'dFF'),
    b2: float32('dModel'),
  },
}

/** The parameters of one decoder layer, which the whole model has a list of. */
export const decoderLayerType: ValueType = {
  kind: 'record',
  fields: {
    selfAttention: attentionWeightsType,
    ln1: normType,
    crossAttention: attentionWeightsType,
    ln2: normType,
    ffn: feedForwardType,
    ln3: normType,
  },
}

export const exercise = defineExercise({
  slug: 'decoder-layer',
  code: 'E31',
  title: 'Decoder layer with cross-attention',
  built:
    'You have built the layer that reads one sequence while it writes another: the bridge from encoder to decoder.',
  track: 'The family',
  sources: ['Vaswani et al. 2017, Attention Is All You Need, sections 3.1, 3.2.3 and 3.3'],
  minutes: 60,
  difficulty: 3,
  signature: {
    name: 'decoderLayer',
    parameters: [
      { name: 'target', type: float32('B', 'T', 'dModel'), meaning: 'tokens being written' },
      { name: 'memory', type: float32('B', 'S', 'dModel'), meaning: 'the output of the encoder' },
      {
        name: 'memoryMask',
        type: { kind: 'tensor', dtype: 'bool', axes: ['B', 'S'] },
        meaning: 'true where a source token is real, false where it is padding',
      },
      {
        name: 'parameters',
        type: decoderLayerType,
        meaning: 'two attentions, three layer norms and the FFN; each weight is [out, in]',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads; divides dModel' },
    ],
    returns: float32('B', 'T', 'dModel'),
  },
  forbids: [],
  buildsOn: ['multi-head-attention', 'layer-norm'],
  tolerance: { absolute: 4e-5, relative: 1e-5, floor: 0.03, gap: 8700 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
