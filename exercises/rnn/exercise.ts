import { rnn as reference } from '../../reference/rnn.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { rnn as loops } from './solutions/loops.ts'
import { rnn as recursion } from './solutions/recursion.ts'
import { rnn as tensor } from './solutions/tensor.ts'

const array = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })

export const exercise = defineExercise({
  slug: 'rnn',
  code: 'E06',
  title: 'A recurrent network',
  built:
    'You have built a network with a memory: one state, rewritten at every step by the same weights.',
  track: 'The road to attention',
  sources: [
    'Elman 1990, Finding Structure in Time',
    'Goodfellow, Bengio, Courville 2016, Deep Learning, section 10.2',
  ],
  minutes: 25,
  difficulty: 2,
  signature: {
    name: 'rnn',
    parameters: [
      { name: 'x', type: array('T', 'I'), meaning: 'T steps of I features' },
      { name: 'h0', type: array('H'), meaning: 'the state before the first step' },
      { name: 'Wx', type: array('H', 'I'), meaning: 'weights of the input' },
      { name: 'Wh', type: array('H', 'H'), meaning: 'weights of the state before' },
      { name: 'b', type: array('H'), meaning: 'one bias per number of the state' },
    ],
    returns: array('steps', 'units'),
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.02, gap: 30000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, recursion },
  reference,
})
