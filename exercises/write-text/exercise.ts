import { writeText as reference } from '../../reference/write-text.ts'
import { defineExercise } from '../exercise.ts'
import { gptWeightsType } from '../gpt-forward/exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { writeText as loops } from './solutions/loops.ts'
import { writeText as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'write-text',
  code: 'C02',
  title: 'Write with a trained GPT',
  built:
    'You have built a machine that writes: from a prompt, through a Transformer of your own, to a story that is true.',
  track: 'Capstones',
  sources: [
    'Karpathy 2023, Let’s build GPT (lecture): generate',
    'Radford et al. 2019, Language Models are Unsupervised Multitask Learners, sections 2 and 2.3',
    'Holtzman et al. 2020, The Curious Case of Neural Text Degeneration, section 3.1',
  ],
  minutes: 45,
  difficulty: 3,
  signature: {
    name: 'writeText',
    parameters: [
      {
        name: 'weights',
        type: gptWeightsType,
        meaning: 'of a GPT, as in "GPT, forward"; context is the length of wpe',
      },
      { name: 'nHeads', type: { kind: 'number' }, meaning: 'how many heads every block has' },
      {
        name: 'vocabulary',
        type: { kind: 'list', of: { kind: 'string' } },
        meaning: 'the characters with the ids 1, 2, …; id 0 is END',
      },
      {
        name: 'prompt',
        type: { kind: 'string' },
        meaning: 'what the text begins with, perhaps nothing',
      },
      {
        name: 'settings',
        type: {
          kind: 'record',
          fields: {
            temperature: { kind: 'number' },
            topK: { kind: 'number' },
            topP: { kind: 'number' },
          },
        },
        meaning: 'how a token is drawn, as in "Sampling a token"',
      },
      {
        name: 'uniforms',
        type: { kind: 'array', dtype: 'float64', axes: ['steps'] },
        meaning: 'one number in [0, 1) for each token that may be drawn',
      },
    ],
    returns: { kind: 'string' },
  },
  forbids: [],
  buildsOn: ['gpt-forward', 'sampling', 'characters'],
  tolerance: { absolute: 0, relative: 0, floor: 0, gap: 100 },
  limits: { milliseconds: 10_000, megabytes: 256 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
