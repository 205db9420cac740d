import * as tf from '@tensorflow/tfjs-core'

interface Measured {
  variance: number[]
  largest: number[]
  entropy: number[]
}

/** The experiment on the variance of scores with tensor operations, one width after the other. */
export function scoreVariance(
  q: number[][],
  k: number[][],
  widths: number[],
): { raw: Measured; scaled: Measured } {
  const products = widths.map((d) => {
    const first = (rows: number[][]) => tf.tensor2d(rows.map((row) => row.slice(0, d)))
    return tf.matMul(first(q), first(k), false, true) // [T, S]
  })
  return {
    raw: measured(products),
    scaled: measured(products.map((product, at) => tf.div(product, Math.sqrt(widths[at]!)))),
  }
}

function measured(perWidth: tf.Tensor[]): Measured {
  const numbers = perWidth.map((scores) => {
    const logarithms = tf.logSoftmax(scores) // [T, S], finite even where the weight is 0
    const weights = tf.exp(logarithms)
    const entropies = tf.neg(tf.sum(tf.mul(weights, logarithms), 1)) // [T]
    const { variance } = tf.moments(scores)
    return [variance, tf.mean(tf.max(weights, 1)), tf.mean(entropies)].map(
      (one) => one.dataSync()[0]!,
    )
  })
  const column = (at: number) => numbers.map((row) => row[at]!)
  return { variance: column(0), largest: column(1), entropy: column(2) }
}
