import { rotaryPositions as reference } from '../../reference/rotary-positions.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { rotaryPositions as complex } from './solutions/complex.ts'
import { rotaryPositions as loops } from './solutions/loops.ts'
import { rotaryPositions as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'rotary-positions',
  code: 'E17',
  title: 'Rotary positions',
  built:
    'You have built RoPE: queries and keys are turned by their positions, and their products feel the distance alone.',
  track: 'Position',
  sources: [
    'Su et al. 2021, RoFormer: Enhanced Transformer with Rotary Position Embedding, section 3.2',
  ],
  minutes: 40,
  difficulty: 3,
  signature: {
    name: 'rotaryPositions',
    parameters: [
      {
        name: 'x',
        type: { kind: 'tensor', dtype: 'float32', axes: ['B', 'H', 'T', 'dHead'] },
        meaning: 'queries or keys, split into heads; dHead is even',
      },
      { name: 'start', type: { kind: 'number' }, meaning: 'the position of token 0' },
      { name: 'theta', type: { kind: 'number' }, meaning: 'the base of the frequencies' },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['B', 'H', 'T', 'dHead'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 4e-5, relative: 0, floor: 0.05, gap: 500 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, complex },
  reference,
})
