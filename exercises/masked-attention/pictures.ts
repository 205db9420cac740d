import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const words = ['the', 'cat', 'sat', 'down', 'again']
const tokens = [...words, 'pad 1', 'pad 2']

/** How well each key fits any query. The future and the padding fit best, so a leak is plain to see. */
const fit = [0.5, 2, 1, 2.5, 3, 4, 4.5]
/** A query likes its own word a little. */
const ownWord = 1

const oneHot = tokens.map((_, s) => tokens.map((_, channel) => (channel === s ? 1 : 0)))
/** One channel for the fit, and one for each token; the root undoes the division. */
const dHead = tokens.length + 1
const root = Math.sqrt(dHead)

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title:
      'What each token may look at: the weights of your attention. Nothing to the right of the diagonal, nothing on padding.',
    queries: tokens,
    keys: tokens,
    inputs: {
      q: tensorOf([oneHot.map((row) => [root, ...row.map((one) => one * ownWord * root)])]),
      k: tensorOf([oneHot.map((row, s) => [fit[s], ...row])]),
      v: tensorOf([oneHot]),
      lengths: tensorOf([words.length], 'int32'),
      offset: 0,
    },
    shape: [1, tokens.length, tokens.length],
    weights: (result) => result,
  },
]
