import { logMel as reference } from '../../reference/log-mel.ts'
import type { ValueType } from '../../reference/value.ts'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { pictures } from './pictures.ts'
import { logMel as loops } from './solutions/loops.ts'
import { logMel as tensor } from './solutions/tensor.ts'

const number: ValueType = { kind: 'number' }

export const exercise = defineExercise({
  slug: 'log-mel',
  code: 'E33',
  title: 'Sound as a picture: the log-mel spectrogram',
  built:
    'You have built the ear of Whisper: sound goes in, a picture that attention can read comes out.',
  track: 'The family',
  sources: [
    'Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak Supervision (Whisper), section 2.2',
    'Slaney 1998, Auditory Toolbox, version 2 (the mel scale and the filters of area 1)',
  ],
  minutes: 60,
  difficulty: 3,
  signature: {
    name: 'logMel',
    parameters: [
      {
        name: 'signal',
        type: { kind: 'array', dtype: 'float64', axes: ['samples'] },
        meaning: 'the sound, one number per sample',
      },
      {
        name: 'settings',
        type: {
          kind: 'record',
          fields: { sampleRate: number, window: number, hop: number, nMels: number, chunk: number },
        },
        meaning: 'rates and sizes, all in samples but sampleRate and nMels',
      },
    ],
    returns: { kind: 'array', dtype: 'float64', axes: ['bands', 'frames'] },
  },
  forbids: [],
  buildsOn: [],
  tolerance: { absolute: 1e-4, relative: 1e-5, floor: 0.03, gap: 420 },
  limits: { milliseconds: 4000, megabytes: 128 },
  cases,
  misconceptions,
  pictures,
  solutions: { loops, tensor },
  reference,
})
