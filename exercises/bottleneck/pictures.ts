import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'
import { asArray, random } from '../random.ts'

const [N, L, D, V] = [8, 10, 16, 24]
const seed = 4

const source = random(seed)
const drawn = source.normal([V, D])
const lengthOf = (word: number) => Math.hypot(...drawn.values.subarray(word * D, (word + 1) * D))
const signs = source.booleans([L, D], 0.5)

const inputs = {
  words: asArray({
    ...drawn,
    values: drawn.values.map((value, at) => value / lengthOf(Math.floor(at / D))),
  }),
  signs: asArray({ ...signs, values: Float32Array.from(signs.values, (one) => 2 * one - 1) }),
  sentences: source.integers([N, L], 0, V - 1),
}

const shared = {
  kind: 'curve',
  x: 'words in the sentence',
  y: 'share read back',
  at: Array.from({ length: L }, (_, at) => at + 1),
  inputs,
  shape: [2, L],
} as const

const row = ({ values }: TensorValue, memory: number) => [
  ...values.subarray(memory * L, (memory + 1) * L),
]

export const pictures: readonly Drawing[] = [
  {
    ...shared,
    title:
      'One vector of 16 numbers for the whole sentence: the longer it is, the less can be read back.',
    curve: (result) => row(result, 0),
  },
  {
    ...shared,
    title:
      'Attention over one vector per word: the memory grows with the sentence, and nothing is lost.',
    curve: (result) => row(result, 1),
  },
]
