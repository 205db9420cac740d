import { sinusoidalPositions as reference } from '../../reference/sinusoidal-positions.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { sinusoidalPositions as loops } from './solutions/loops.ts'
import { sinusoidalPositions as recurrence } from './solutions/recurrence.ts'
import { sinusoidalPositions as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'sinusoidal-positions',
  code: 'E16',
  title: 'Sinusoidal positions',
  built:
    'You have built the position table of the first Transformer: its clock hands of many speeds.',
  track: 'Position',
  sources: ['Vaswani et al. 2017, Attention Is All You Need, section 3.5'],
  minutes: 20,
  difficulty: 2,
  signature: {
    name: 'sinusoidalPositions',
    parameters: [
      { name: 'T', type: { kind: 'number' }, meaning: 'how many positions, at least 1' },
      { name: 'dModel', type: { kind: 'number' }, meaning: 'the width, even and at least 2' },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['positions', 'dModel'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-4, relative: 0, floor: 0.03, gap: 9600 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, recurrence },
  reference,
})
