import { linformer as reference } from '../../reference/linformer.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { linformer as loops } from './solutions/loops.ts'
import { linformer as tensor } from './solutions/tensor.ts'

const float32 = (...axes: string[]): ValueType => ({ kind: 'tensor', dtype: 'float32', axes })

export const exercise = defineExercise({
  slug: 'linformer',
  code: 'E36',
  title: 'Linformer: fewer keys',
  built:
    'You have built attention that reads a long text through a fixed number of mixtures, so that its cost grows with the length and not with its square.',
  track: 'Cheaper attention',
  sources: ['Wang et al. 2020, Linformer: Self-Attention with Linear Complexity, section 4'],
  minutes: 30,
  difficulty: 2,
  signature: {
    name: 'linformer',
    parameters: [
      { name: 'q', type: float32('B', 'T', 'dHead'), meaning: 'queries' },
      { name: 'k', type: float32('B', 'S', 'dHead'), meaning: 'keys' },
      { name: 'v', type: float32('B', 'S', 'dV'), meaning: 'values' },
      { name: 'e', type: float32('M', 'S'), meaning: 'what mixes the keys' },
      { name: 'f', type: float32('M', 'S'), meaning: 'what mixes the values' },
      {
        name: 'lengths',
        type: { kind: 'tensor', dtype: 'int32', axes: ['B'] },
        meaning: 'how many of its S keys an item really has; the rest is padding',
      },
    ],
    returns: float32('B', 'T', 'dV'),
  },
  forbids: [],
  buildsOn: ['attention'],
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.04, gap: 16000 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
