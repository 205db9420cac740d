import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const translation = ['la', 'zone', 'économique', 'européenne', 'est', 'grande']
const source = ['the', 'European', 'Economic', 'Area', 'is', 'large', 'pad']

/** How well each source word fits a step, 0 to 4. The padding would fit best of all. */
const fit = [
  [4, 0, 0, 3, 0, 0, 4.5],
  [2.6, 0, 2.2, 4, 0, 0, 4.5],
  [0, 2.5, 4, 0, 0, 0, 4.5],
  [0, 4, 2.9, 0, 0, 0, 4.5],
  [0, 0, 0, 0, 4, 2.7, 4.5],
  [0, 0, 0, 2.9, 0, 4, 4.5],
]

const S = source.length
const oneHot = (own: number, entry = 1) =>
  Array.from({ length: S }, (_, at) => (at === own ? entry : 0))

/**
 * One hidden unit for each source word: the state closes it, all but the fit, and the word's own
 * annotation opens it. With one-hot annotations the contexts hold the weights themselves.
 */
const [closed, opened] = [-6, 3]

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title:
      'Which source words each word of a translation looks at: the weights of your attention. The order turns round in the middle.',
    queries: translation,
    keys: source,
    inputs: {
      states: tensorOf([[...fit.map((row) => row.map((entry) => entry + closed)), oneHot(-1)]]),
      annotations: tensorOf([source.map((_, j) => oneHot(j))]),
      mask: tensorOf([source.map((word) => (word === 'pad' ? 0 : 1))], 'bool'),
      W: tensorOf(source.map((_, j) => oneHot(j))),
      U: tensorOf(source.map((_, j) => oneHot(j, opened))),
      v: tensorOf(source.map(() => 2.5)),
    },
    shape: [1, translation.length, S],
    weights: (result) => result,
  },
]
