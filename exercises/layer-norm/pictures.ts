import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

/** Tokens from very quiet to loud: powers of ten. */
const exponents = Array.from({ length: 33 }, (_, at) => -6 + at / 4)
/** One token with mean 2 and deviation 1. */
const token = [3, 1, 3, 1]

export const pictures: readonly Drawing[] = [
  {
    kind: 'curve',
    title:
      'How loud a token is after your layer norm. Loud and quiet ones come out alike, until ε outweighs their variance.',
    x: 'deviation before, log₁₀',
    y: 'root mean square after',
    at: exponents,
    inputs: {
      x: tensorOf([exponents.map((exponent) => token.map((feature) => feature * 10 ** exponent))]),
      gamma: tensorOf(token.map(() => 1)),
      beta: tensorOf(token.map(() => 0)),
      epsilon: 1e-5,
    },
    shape: [1, exponents.length, token.length],
    curve: ({ values }) =>
      exponents.map((_, t) => {
        const features = values.subarray(t * token.length, (t + 1) * token.length)
        return Math.sqrt(features.values().reduce((sum, y) => sum + y * y, 0) / token.length)
      }),
  },
]
