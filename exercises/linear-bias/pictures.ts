import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'

const [H, T] = [4, 12]
const places = Array.from({ length: T }, (_, t) => String(t))

/** All queries and keys are zero: only the bias decides. */
const zeros: TensorValue = {
  dtype: 'float32',
  shape: [H, T, 2],
  values: new Float32Array(H * T * 2),
}

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title:
      'The weights of your four heads when all scores are equal. The first head looks nearby; the last one hardly minds the distance.',
    queries: places,
    keys: places,
    inputs: { q: zeros, k: zeros },
    shape: [H, T, T],
    weights: (result) => result,
  },
]
