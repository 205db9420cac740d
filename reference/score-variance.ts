import * as tf from '@tensorflow/tfjs-core'

/**
 * The argument for dividing by √d as an experiment: for each width d, how far the scores of queries and
 * keys spread, how large the largest weight is, and how much choice is left, without and with the scale.
 *
 * q: [T, D]; k: [S, D]; of both, the first d channels are used.
 */
export function scoreVariance(q: tf.Tensor2D, k: tf.Tensor2D, widths: readonly number[]) {
  const products = widths.map((d) => {
    const some = (x: tf.Tensor2D) => tf.slice(x, [0, 0], [-1, d]) //   [T, d] or [S, d]
    return tf.matMul(some(q), some(k), false, true) //                 [T, S]
  })
  const raw = tf.stack(products) //                                    [n, T, S]
  const roots = tf.tensor(widths.map(Math.sqrt), [widths.length, 1, 1])
  return { raw: measure(raw, tf.onesLike(roots)), scaled: measure(raw, roots) }
}

/** Three numbers, [n] each, for scores [n, T, S] divided by [n, 1, 1]. */
function measure(products: tf.Tensor, divisor: tf.Tensor) {
  const scores = tf.div(products, divisor) //                          [n, T, S]
  const { variance } = tf.moments(scores, [1, 2]) //                   [n], over all T·S scores

  // The row maximum goes before the division: differences of large scores stay exact.
  const centred = tf.div(tf.sub(products, tf.max(products, 2, true)), divisor) // [n, T, S], at most 0
  const exponentials = tf.exp(centred) //                              [n, T, S]
  const sums = tf.sum(exponentials, 2, true) //                        [n, T, 1], at least 1
  const weights = tf.div(exponentials, sums) //                        [n, T, S]
  const largest = tf.max(weights, 2) //                                [n, T]
  // -Σ w log w with log w = centred - log sum: no logarithm of a weight that is 0.
  const entropy = tf.sub(tf.log(tf.squeeze(sums, [2])), tf.sum(tf.mul(weights, centred), 2)) // [n, T]
  return { variance, largest: tf.mean(largest, 1), entropy: tf.mean(entropy, 1) }
}
