import { encoderDecoder as reference } from '../../reference/encoder-decoder.ts'
import type { ValueType } from '../../reference/value.ts'
import { decoderLayerType, feedForwardType } from '../decoder-layer/exercise.ts'
import { defineExercise } from '../exercise.ts'
import { attentionWeightsType } from '../multi-head-attention/exercise.ts'
import { normType } from '../transformer-block/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { encoderDecoder as loops } from './solutions/loops.ts'
import { encoderDecoder as tensor } from './solutions/tensor.ts'

const int32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'int32', axes })
const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })
const encoderLayerType: ValueType = {
  kind: 'record',
  fields: { attention: attentionWeightsType, ln1: normType, ffn: feedForwardType, ln2: normType },
}

export const exercise = defineExercise({
  slug: 'encoder-decoder',
  code: 'L12',
  title: 'The Transformer of 2017',
  built:
    'You have assembled the model of "Attention Is All You Need", from word ids to the scores of the next word.',
  track: 'The family',
  sources: [
    'Vaswani et al. 2017, Attention Is All You Need, section 3 (sharing and √dModel: section 3.4)',
    'Press and Wolf 2017, Using the Output Embedding to Improve Language Models, section 3',
  ],
  minutes: 75,
  difficulty: 4,
  signature: {
    name: 'encoderDecoder',
    parameters: [
      { name: 'source', type: int32('B', 'S'), meaning: 'word ids, padded at the end with 0' },
      { name: 'target', type: int32('B', 'T'), meaning: 'word ids, BOS first, without padding' },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: {
            embedding: float32('vocab', 'dModel'),
            encoder: { kind: 'list', of: encoderLayerType },
            decoder: { kind: 'list', of: decoderLayerType },
          },
        },
        meaning: 'one embedding, the encoder layers and the decoder layers',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads every attention has' },
    ],
    returns: float32('B', 'T', 'vocab'),
  },
  forbids: [],
  buildsOn: ['decoder-layer', 'sinusoidal-positions', 'layer-norm'],
  tolerance: { absolute: 1e-4, relative: 1e-5, floor: 0.02, gap: 4000 },
  limits: { milliseconds: 3000, megabytes: 192 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
