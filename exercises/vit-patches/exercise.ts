import { vitPatches as reference } from '../../reference/vit-patches.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { vitPatches as loops } from './solutions/loops.ts'
import { vitPatches as slices } from './solutions/slices.ts'
import { vitPatches as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'vit-patches',
  code: 'E32',
  title: 'An image as a sentence',
  built:
    'You have built the front door of the Vision Transformer: a picture goes in, a sequence of tokens comes out.',
  track: 'The family',
  sources: [
    'Dosovitskiy et al. 2021, An Image is Worth 16x16 Words, section 3.1',
    'Devlin et al. 2019, BERT, section 3 (the CLS token)',
  ],
  minutes: 35,
  difficulty: 2,
  signature: {
    name: 'vitPatches',
    parameters: [
      { name: 'images', type: float32('B', 'C', 'H', 'W'), meaning: 'channels first' },
      { name: 'P', type: { kind: 'number' }, meaning: 'the side of a patch' },
      {
        name: 'weights',
        type: {
          kind: 'record',
          fields: {
            projection: float32('dModel', 'C·P·P'),
            bias: float32('dModel'),
            cls: float32('dModel'),
            positions: float32('tokens', 'dModel'),
          },
        },
        meaning: 'the projection, [out, in], its bias, the CLS token and the positions',
      },
    ],
    returns: { kind: 'optional', of: float32('B', 'tokens', 'dModel') },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 2e-5, relative: 1e-5, floor: 0.03, gap: 45000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor, slices },
  reference,
})
