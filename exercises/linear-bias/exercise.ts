import { linearBias as reference } from '../../reference/linear-bias.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { linearBias as keysOnly } from './solutions/keys-only.ts'
import { linearBias as loops } from './solutions/loops.ts'
import { linearBias as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: 'linear-bias',
  code: 'E18',
  title: 'Linear bias: ALiBi',
  built:
    'You have built attention that knows distance without learning it: the farther a key, the lower its score.',
  track: 'Position',
  sources: [
    'Press, Smith, Lewis 2021, Train Short, Test Long: Attention with Linear Biases Enables Input Length Extrapolation, section 3',
  ],
  minutes: 30,
  difficulty: 2,
  signature: {
    name: 'linearBias',
    parameters: [
      {
        name: 'q',
        type: { kind: 'tensor', dtype: 'float32', axes: ['H', 'T', 'dHead'] },
        meaning: 'queries, split into heads: those of the last T of S tokens',
      },
      {
        name: 'k',
        type: { kind: 'tensor', dtype: 'float32', axes: ['H', 'S', 'dHead'] },
        meaning: 'keys of all S tokens; S is at least T',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['H', 'T', 'S'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-5, relative: 0, floor: 0.02, gap: 15000 },
  limits: { milliseconds: 1000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor, keysOnly },
  reference,
})
