import { neuralLanguageModel as reference } from '../../reference/neural-language-model.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { neuralLanguageModel as loops } from './solutions/loops.ts'
import { neuralLanguageModel as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'neural-language-model',
  code: 'L01',
  title: 'A neural language model, 2003',
  built:
    'You have built the first language model that learned what words have in common: word vectors, a hidden layer, a score for every next word.',
  track: 'The road to attention',
  sources: ['Bengio et al. 2003, A Neural Probabilistic Language Model, section 2'],
  minutes: 30,
  difficulty: 2,
  signature: {
    name: 'neuralLanguageModel',
    parameters: [
      {
        name: 'words',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B', 'n'] },
        meaning: 'the n words before the one to guess, oldest first',
      },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: {
            C: float32('vocab', 'm'),
            H: float32('h', 'n·m'),
            d: float32('h'),
            U: float32('vocab', 'h'),
            b: float32('vocab'),
            W: { kind: 'optional', of: float32('vocab', 'n·m') },
          },
        },
        meaning: "word vectors, hidden layer, output layer, direct connections; the paper's names",
      },
    ],
    returns: float32('B', 'vocab'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.03, gap: 30000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
