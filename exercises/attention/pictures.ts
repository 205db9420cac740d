import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const queries = ['the', 'black', 'cat', 'is', 'sleeping']
const keys = ['le', 'chat', 'noir', 'dort']

/** Scores as they are after the division: how well a word of one language fits one of the other. */
const scores = [
  [3.2, 0.6, 0.2, 0],
  [0, 1.4, 3.4, 0],
  [0.4, 3.6, 1.2, 0.5],
  [0.4, 0.5, 0, 1.8],
  [0, 1, 0.2, 3.4],
]

/** More channels than keys, in no order: keys that are reshaped and not transposed come out wrong. */
const dHead = 6
const channelOfKey = [4, 0, 5, 2]

/** With one-hot values the result holds the weights themselves: weight s is all that reaches channel s. */
const oneHot = keys.map((_, s) => keys.map((_, channel) => (channel === s ? 1 : 0)))

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title: 'Where each English word finds its French one: the weights of your attention.',
    queries,
    keys,
    inputs: {
      q: tensorOf([
        scores.map((row) =>
          Array.from({ length: dHead }, (_, channel) => {
            const score = row[channelOfKey.indexOf(channel)] ?? 0
            return (score * Math.sqrt(dHead)) / 2
          }),
        ),
      ]),
      k: tensorOf([
        channelOfKey.map((own) =>
          Array.from({ length: dHead }, (_, channel) => (channel === own ? 2 : 0)),
        ),
      ]),
      v: tensorOf([oneHot]),
      mask: null,
    },
    shape: [1, queries.length, keys.length],
    weights: (result) => result,
  },
]
