/**
 * What a backend must get right before it may say what is expected of students. GPUs round the
 * inputs of matrix products to 10 bits unless told not to (TF32), which moves a correct Transformer
 * block further than real mistakes do; others lose NaN, or keep int32 in floats.
 */
import * as tf from '@tensorflow/tfjs-core'

interface Check {
  /** What must hold, in words. */
  readonly what: string
  readonly expected: readonly number[]
  /** How far each number may be off; 0 also wants NaN where NaN is expected. */
  readonly within: number
  compute(this: void): tf.Tensor
}

/** Rows and columns of the large product, and how many products each of its elements sums. */
const side = 256
const terms = 1024
const nearOne = Math.fround(1.0001)

const checks: readonly Check[] = [
  {
    what: `a matrix product that sums ${terms} terms is exact to float32 (TF32 gives ${terms})`,
    expected: [terms * nearOne],
    // Rounding each of the 1,024 additions leaves up to 0.016 in float32; TF32 is off by 0.1.
    within: 0.02,
    compute: () => tf.max(tf.matMul(tf.fill([side, terms], nearOne), tf.ones([terms, side]))),
  },
  {
    what: 'a batched matrix product with the second operand transposed',
    expected: [17, 23, 39, 53, 357, 403, 419, 473],
    within: 0,
    compute: () =>
      tf.matMul(
        tf.tensor3d([1, 2, 3, 4, 11, 12, 13, 14], [2, 2, 2]),
        tf.tensor3d([5, 6, 7, 8, 15, 16, 17, 18], [2, 2, 2]),
        false,
        true,
      ),
  },
  {
    what: 'softmax of scores near 10,000',
    expected: [0.0320586, 0.0871443, 0.2368828, 0.6439143],
    within: 1e-6,
    compute: () => tf.softmax(tf.tensor1d([10000, 10001, 10002, 10003])),
  },
  {
    what: 'softmax gives 0 where a score is -Infinity',
    expected: [0.5, 0, 0.5],
    within: 0,
    compute: () => tf.softmax(tf.tensor1d([1, -Infinity, 1])),
  },
  {
    what: 'NaN, infinities and -0 survive',
    expected: [NaN, Infinity, -Infinity, -0],
    within: 0,
    compute: () => tf.mul(tf.tensor1d([NaN, Infinity, -Infinity, -0]), tf.tensor1d([1, 2, 2, 1])),
  },
  {
    what: 'float32 subtraction is exact for neighbours',
    expected: [2 ** -23],
    within: 0,
    compute: () => tf.sub(tf.tensor1d([1 + 2 ** -23]), tf.tensor1d([1])),
  },
  {
    what: 'int32 holds what float32 cannot',
    expected: [16777217, -16777217],
    within: 0,
    compute: () => tf.reshape(tf.tensor2d([[16777217], [-16777217]], [2, 1], 'int32'), [2]),
  },
  {
    what: 'rows gathered by an int32 index',
    expected: [5, 6, 1, 2, 5, 6],
    within: 0,
    compute: () =>
      tf.gather(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.tensor1d([2, 0, 2], 'int32')),
  },
  {
    what: 'a causal mask: where(row >= column, score, -Infinity)',
    expected: [1, -Infinity, -Infinity, 4, 5, -Infinity, 7, 8, 9],
    within: 0,
    compute: () => {
      const position = tf.range(0, 3, 1, 'int32')
      const visible = tf.greaterEqual(tf.expandDims(position, 1), tf.expandDims(position, 0))
      const scores = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])
      return tf.where(visible, scores, tf.fill([3, 3], -Infinity))
    },
  },
  {
    what: 'bool tensors and their logic',
    expected: [1, 0, 0, 0],
    within: 0,
    compute: () =>
      tf.logicalAnd(
        tf.tensor1d([true, true, false, false], 'bool'),
        tf.tensor1d([true, false, true, false], 'bool'),
      ),
  },
  {
    what: 'mean and variance of a row with a large offset',
    expected: [2000, 1.25],
    within: 1e-3,
    compute: () => {
      const { mean, variance } = tf.moments(tf.tensor1d([1998.5, 1999.5, 2000.5, 2001.5]))
      return tf.stack([mean, variance])
    },
  },
  {
    what: 'erf, exp and tanh to float32',
    expected: [0.8427008, 2.7182818, 0.7615942],
    within: 1e-6,
    compute: () => {
      const one = tf.scalar(1)
      return tf.stack([tf.erf(one), tf.exp(one), tf.tanh(one)])
    },
  },
]

/** What the backend in use gets wrong, one sentence with numbers each; empty when it may be trusted. */
export async function selfTest(): Promise<string[]> {
  const faults: string[] = []
  for (const { what, expected, within, compute } of checks) {
    const result = tf.tidy(compute)
    const found = Array.from(await result.data())
    result.dispose()
    const right =
      found.length === expected.length &&
      expected.every((wanted, at) => agree(wanted, found[at] as number, within))
    if (!right) {
      faults.push(`${what}: ${expected.join(', ')} expected, ${found.join(', ')} computed`)
    }
  }
  return faults
}

function agree(wanted: number, found: number, within: number): boolean {
  return Object.is(wanted, found) || Math.abs(wanted - found) <= within
}
