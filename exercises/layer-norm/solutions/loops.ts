import * as tf from '@tensorflow/tfjs-core'

/** Layer normalisation, one number at a time. */
export function layerNorm(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  const [gains, biases] = [gamma.arraySync(), beta.arraySync()]
  const output = x.arraySync().map((tokens) =>
    tokens.map((token) => {
      let sum = 0
      for (const feature of token) sum += feature
      const mean = sum / token.length

      let squares = 0
      for (const feature of token) squares += (feature - mean) ** 2
      const deviation = Math.sqrt(squares / token.length + epsilon)

      return token.map((feature, c) => (gains[c]! * (feature - mean)) / deviation + biases[c]!)
    }),
  )
  return tf.tensor(output)
}
