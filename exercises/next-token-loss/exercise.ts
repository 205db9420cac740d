import { nextTokenLoss as reference } from '../../reference/next-token-loss.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { nextTokenLoss as flat } from './solutions/flat.ts'
import { nextTokenLoss as loops } from './solutions/loops.ts'
import { nextTokenLoss as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'next-token-loss',
  code: 'E21',
  title: 'The loss of the next token',
  built:
    'You have built the one number that a GPT is trained on: its surprise at every next token of a text.',
  track: 'Block and model',
  sources: [
    'Radford et al. 2018, Improving Language Understanding by Generative Pre-Training, section 3.1',
    'Bengio et al. 2003, A Neural Probabilistic Language Model, section 2',
  ],
  minutes: 25,
  difficulty: 2,
  signature: {
    name: 'nextTokenLoss',
    parameters: [
      {
        name: 'logits',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'T', 'V'] },
        meaning: 'raw scores of every token of the vocabulary, at every position',
      },
      {
        name: 'ids',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B', 'T'] },
        meaning: 'the tokens of each text, padded',
      },
      {
        name: 'lengths',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'how many tokens of each text are real, at least 1',
      },
    ],
    returns: { kind: 'number' },
  },
  forbids: [],
  buildsOn: ['cross-entropy'],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.02, gap: 7000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, flat },
  reference,
})
