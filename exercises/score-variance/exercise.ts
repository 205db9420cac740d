import { scoreVariance as reference } from '../../reference/score-variance.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { scoreVariance as loops } from './solutions/loops.ts'
import { scoreVariance as tensor } from './solutions/tensor.ts'

const float64 = (...axes: string[]): ValueType => ({ kind: 'array', dtype: 'float64', axes })
const measured: ValueType = {
  kind: 'record',
  fields: {
    variance: float64('entries'),
    largest: float64('entries'),
    entropy: float64('entries'),
  },
}

export const exercise = defineExercise({
  slug: 'score-variance',
  code: 'L08',
  title: 'Why divide by √d? An experiment',
  built:
    'You have seen it in numbers: without the root, wide heads choose one key and stop learning.',
  track: 'Attention',
  sources: ['Vaswani et al. 2017, Attention Is All You Need, section 3.2.1 and its footnote'],
  minutes: 30,
  difficulty: 2,
  signature: {
    name: 'scoreVariance',
    parameters: [
      { name: 'q', type: float64('T', 'D'), meaning: 'queries' },
      { name: 'k', type: float64('S', 'D'), meaning: 'keys' },
      {
        name: 'widths',
        type: { kind: 'list', of: { kind: 'number' } },
        meaning: 'how many channels to use, each from 1 to D',
      },
    ],
    returns: { kind: 'record', fields: { raw: measured, scaled: measured } },
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
