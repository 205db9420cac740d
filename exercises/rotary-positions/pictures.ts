import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'

const [T, dHead] = [48, 32]

/** Every pair of every token is (1, 0): what comes out is the cosine and the sine of its angle. */
const x: TensorValue = {
  dtype: 'float32',
  shape: [1, 1, T, dHead],
  values: Float32Array.from({ length: T * dHead }, (_, at) => (at % 2 === 0 ? 1 : 0)),
}
const inputs = { x, start: 0, theta: 10000 }

export const pictures: readonly Drawing[] = [
  {
    kind: 'map',
    title:
      'What your code makes of the same token at 48 positions. On the left pairs turn quickly, on the right they hardly move.',
    rows: 'position',
    columns: 'channel',
    inputs,
    shape: x.shape,
    map: ({ dtype, values }) => ({ dtype, shape: [T, dHead], values }),
  },
  {
    kind: 'curve',
    title:
      'The product of two equal tokens, turned by your code, by their distance: largest where they are one and the same.',
    x: 'distance',
    y: 'product / product at distance 0',
    at: Array.from({ length: T }, (_, t) => t),
    inputs,
    shape: x.shape,
    curve: ({ values }) => {
      const row = (t: number) => Array.from(values.subarray(t * dHead, (t + 1) * dHead))
      const query = row(0)
      const product = (key: readonly number[]) =>
        key.reduce((sum, channel, c) => sum + channel * query[c]!, 0)
      return Array.from({ length: T }, (_, t) => product(row(t)) / product(query))
    },
  },
]
