import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'

const [T, S] = [8, 12]
const oneHot = (own: number) => Array.from({ length: S }, (_, at) => (at === own ? 1 : 0))

/** Two words that every step likes, whether they are near or not. */
const liked = Array.from({ length: S }, (_, j) => (j === 3 || j === 8 ? 1.5 : 0))

/** Channel 0 drives the window from the first word to the last, channel 1 asks for what is liked. */
const states = Array.from({ length: T + 1 }, (_, t) => [(t - (T + 1) / 2) / 4, 1])

const shared = {
  kind: 'map',
  rows: 'step',
  columns: 'source word',
  shape: [1, T, S],
  map: (result: TensorValue): TensorValue => ({ ...result, shape: [T, S] }),
} as const

const inputs = {
  states: tensorOf([states]),
  // One-hot annotations: the contexts hold the weights themselves.
  annotations: tensorOf([Array.from({ length: S }, (_, j) => oneHot(j))]),
  lengths: tensorOf([S], 'int32'),
  Wa: tensorOf([oneHot(-1), liked]),
}

export const pictures: readonly Drawing[] = [
  {
    ...shared,
    title:
      'Global: every step sees the whole sentence, and here all of them like the same two words.',
    inputs: { ...inputs, local: null },
  },
  {
    ...shared,
    title: 'Local: your window moves along the sentence, and a word counts only while it is near.',
    inputs: {
      ...inputs,
      local: { Wp: tensorOf([[1, 0]]), vp: tensorOf([3.3]), halfWidth: 3 },
    },
  },
]
