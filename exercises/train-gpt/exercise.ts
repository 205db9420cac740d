import { trainGpt as reference } from '../../reference/train-gpt.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { gptWeightsType } from '../gpt-forward/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { trainGpt as loops } from './solutions/loops.ts'

const number: ValueType = { kind: 'number' }
const array = (dtype: 'float64' | 'int32', ...axes: string[]): ValueType => ({
  kind: 'array',
  dtype,
  axes,
})

export const exercise = defineExercise({
  slug: 'train-gpt',
  code: 'C01',
  title: 'Train a small GPT',
  built:
    'You have trained a GPT: your blocks, your batches, your optimiser and your schedule, and a text that it has learned.',
  track: 'Capstones',
  sources: [
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, section 2',
    'Karpathy 2023, Let’s build GPT (lecture): the training loop',
    'Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization, algorithm 2',
  ],
  minutes: 90,
  difficulty: 5,
  signature: {
    name: 'trainGpt',
    parameters: [
      { name: 'data', type: array('int32', 'N'), meaning: 'the text as token numbers' },
      { name: 'weights', type: gptWeightsType, meaning: 'where training starts' },
      { name: 'nHeads', type: number, meaning: 'how many heads every block has' },
      { name: 'T', type: number, meaning: 'how many tokens a window has' },
      {
        name: 'uniforms',
        type: array('float64', 'S', 'B'),
        meaning: 'for each of S steps, B numbers in [0, 1) that pick its windows',
      },
      {
        name: 'settings',
        type: {
          kind: 'record',
          fields: {
            schedule: {
              kind: 'record',
              fields: { maximum: number, minimum: number, warmup: number, total: number },
            },
            beta1: number,
            beta2: number,
            epsilon: number,
            weightDecay: number,
            maxNorm: number,
          },
        },
        meaning: 'the schedule of the learning rate, and what AdamW wants',
      },
      {
        name: 'probe',
        type: array('int32', 'P'),
        meaning: 'a text for the trained model, P tokens',
      },
    ],
    returns: {
      kind: 'record',
      fields: { losses: array('float64', 'S'), logits: array('float64', 'P', 'vocab') },
    },
  },
  forbids: [],
  buildsOn: ['gpt-forward', 'batches', 'adamw', 'learning-rate'],
  tolerance: { absolute: 1e-4, relative: 1e-4, floor: 0.07, gap: 500 },
  limits: { milliseconds: 30_000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  // `tensor` imports earlier exercises, as students do, which only the sandbox has.
  solutions: { loops },
  reference,
})
