import { messagePassing as reference } from '../../reference/message-passing.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { messagePassing as loops } from './solutions/loops.ts'
import { messagePassing as tensor } from './solutions/tensor.ts'

const float64 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })

export const exercise = defineExercise({
  slug: 'message-passing',
  code: 'E10',
  title: 'Attention as message passing',
  built:
    'You have built attention for any graph: who may talk to whom is data, and a Transformer is one choice of edges.',
  track: 'The road to attention',
  sources: [
    'Karpathy 2023, lecture in Stanford CS25: attention as communication on a directed graph',
    'Gilmer et al. 2017, Neural Message Passing for Quantum Chemistry, section 2',
    'Veličković et al. 2018, Graph Attention Networks, section 2.1',
  ],
  minutes: 40,
  difficulty: 2,
  signature: {
    name: 'messagePassing',
    parameters: [
      { name: 'nodes', type: float64('N', 'D'), meaning: 'one vector per node' },
      {
        name: 'edges',
        type: { kind: 'array', dtype: 'int32', axes: ['E', '2'] },
        meaning: 'from and to, for each edge',
      },
      { name: 'wq', type: float64('dHead', 'D'), meaning: 'what a node looks for' },
      { name: 'wk', type: float64('dHead', 'D'), meaning: 'what a node has to offer' },
      { name: 'wv', type: float64('D', 'D'), meaning: 'what a node tells' },
    ],
    returns: float64('nodes', 'channels'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.07, gap: 8500 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
