import * as tf from '@tensorflow/tfjs-core'

/** The backward pass of layer normalisation, one number at a time. */
export function layerNormBackward(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  epsilon: number,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dgamma: tf.Tensor; dbeta: tf.Tensor } {
  const [tokens, gains, slopes] = [x.arraySync(), gamma.arraySync(), dy.arraySync()]
  const dgamma = gains.map(() => 0)
  const dbeta = gains.map(() => 0)
  const dx = tokens.map((item, b) =>
    item.map((token, t) => {
      const upstream = slopes[b]![t]!
      const mean = average(token)
      const variance = average(token.map((feature) => (feature - mean) ** 2))
      const deviation = Math.sqrt(variance + epsilon)
      const normalised = token.map((feature) => (feature - mean) / deviation)
      const g = upstream.map((slope, c) => slope * gains[c]!)
      const level = average(g)
      const spread = average(g.map((slope, c) => slope * normalised[c]!))
      upstream.forEach((slope, c) => {
        dgamma[c]! += slope * normalised[c]!
        dbeta[c]! += slope
      })
      return g.map((slope, c) => (slope - level - normalised[c]! * spread) / deviation)
    }),
  )
  return { dx: tf.tensor(dx), dgamma: tf.tensor(dgamma), dbeta: tf.tensor(dbeta) }
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
