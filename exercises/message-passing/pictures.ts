import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'

const [source, target] = [
  ['the', 'cat', 'sleeps'],
  ['BOS', 'le', 'chat', 'dort'],
]
const tokens = [...source, ...target]
const N = tokens.length

/** The words of the source all hear each other; those of the target hear the source and what came before. */
const edges = tokens
  .flatMap((_, to) =>
    tokens.flatMap((_, from) => (from < source.length || from <= to ? [[from, to]] : [])),
  )
  .filter(([from, to]) => to! >= source.length || from! < source.length)

/** How well what each token offers, a column, fits what another one looks for, a row. */
const fit = [
  [1, 1.5, 0, 0, 0, 0, 0],
  [1, 1, 1, 0, 0, 0, 0],
  [0, 2, 1, 0, 0, 0, 0],
  [2.5, 0.5, 0, 1, 0, 0, 0],
  [0.5, 2.5, 0, 0, 1, 0, 0],
  [0, 0.5, 3, 0, 0.5, 1, 0],
  [0, 0, 1, 0, 0, 0.5, 2],
]

const identity = tokens.map((_, row) => tokens.map((_, column) => (row === column ? 1 : 0)))

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title:
      'Who hears whom, by your edges and weights: source words hear each other, target words hear the source and their own past.',
    queries: tokens,
    keys: tokens,
    // One-hot nodes which are their own values: what is added to a node are its weights.
    inputs: {
      nodes: tensorOf(identity, 'float64'),
      edges: tensorOf(edges, 'int32'),
      wq: tensorOf(
        tokens.map((_, offer) => fit.map((row) => row[offer]! * Math.sqrt(N))),
        'float64',
      ),
      wk: tensorOf(identity, 'float64'),
      wv: tensorOf(identity, 'float64'),
    },
    shape: [N, N],
    weights: (result): TensorValue => ({
      dtype: 'float64',
      shape: [1, N, N],
      values: Float64Array.from(result.values, (value, at) => value - identity.flat()[at]!),
    }),
  },
]
