import { gptForward as reference } from '../../reference/gpt-forward.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { blockType, normType } from '../transformer-block/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { gptForward as loops } from './solutions/loops.ts'
import { gptForward as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

/** All weights of a GPT. */
export const gptWeightsType: ValueType = {
  kind: 'record',
  fields: {
    wte: float32('vocab', 'dModel'),
    wpe: float32('context', 'dModel'),
    blocks: { kind: 'list', of: blockType },
    lnF: normType,
  },
}

export const exercise = defineExercise({
  slug: 'gpt-forward',
  code: 'E20',
  title: 'GPT, forward',
  built:
    'You have built GPT-2 from token numbers to logits. Only two things are missing before it speaks: the tanh form of GELU, and its trained weights.',
  track: 'Block and model',
  sources: [
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2.3',
    'Press and Wolf 2017, Using the Output Embedding to Improve Language Models, section 3',
  ],
  minutes: 75,
  difficulty: 4,
  signature: {
    name: 'gptForward',
    parameters: [
      {
        name: 'ids',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B', 'T'] },
        meaning: 'token numbers, below vocab',
      },
      {
        name: 'weights',
        type: gptWeightsType,
        meaning: 'embeddings, blocks and the last norm; wte is the head as well',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads every block has' },
    ],
    returns: float32('B', 'T', 'vocab'),
  },
  forbids: [],
  buildsOn: ['transformer-block', 'layer-norm'],
  tolerance: { absolute: 1e-4, relative: 1e-5, floor: 0.05, gap: 730 },
  limits: { milliseconds: 3000, megabytes: 192 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
