import { decisionTransformer as reference } from '../../reference/decision-transformer.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { blockType, normType } from '../transformer-block/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { decisionTransformer as loops } from './solutions/loops.ts'
import { decisionTransformer as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })
const linear = (out: string, from: string): ValueType => ({
  kind: 'record',
  fields: { w: float32(out, from), b: float32(out) },
})

export const exercise = defineExercise({
  slug: 'decision-transformer',
  code: 'E34',
  title: 'Decision Transformer',
  built:
    'You have built an agent that acts by writing on: tell it which return you want, and it predicts the actions that led there.',
  track: 'The family',
  sources: [
    'Chen et al. 2021, Decision Transformer: Reinforcement Learning via Sequence Modeling, section 3',
  ],
  minutes: 60,
  difficulty: 3,
  signature: {
    name: 'decisionTransformer',
    parameters: [
      { name: 'rewards', type: float32('B', 'T'), meaning: 'what each step earned' },
      { name: 'states', type: float32('B', 'T', 'dState'), meaning: 'what the agent saw' },
      { name: 'actions', type: float32('B', 'T', 'dAction'), meaning: 'what it did' },
      {
        name: 'timesteps',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B', 'T'] },
        meaning: 'which step of its episode each one is',
      },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: {
            embedReturn: linear('dModel', '1'),
            embedState: linear('dModel', 'dState'),
            embedAction: linear('dModel', 'dAction'),
            time: float32('steps', 'dModel'),
            blocks: { kind: 'list', of: blockType },
            lnF: normType,
            head: linear('dAction', 'dModel'),
          },
        },
        meaning: 'embeddings, blocks, the last norm and the head; each w is [out, in]',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads every block has' },
    ],
    returns: {
      kind: 'record',
      fields: { returnsToGo: float32('B', 'steps'), predictions: float32('B', 'steps', 'dAction') },
    },
  },
  forbids: [],
  buildsOn: ['transformer-block', 'layer-norm'],
  tolerance: { absolute: 2e-5, relative: 1e-5, floor: 0.03, gap: 400 },
  limits: { milliseconds: 3000, megabytes: 192 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
