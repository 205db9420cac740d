import * as tf from '@tensorflow/tfjs-core'

/** The backward pass of a linear layer, one product at a time. */
export function linearBackward(
  x: tf.Tensor3D,
  W: tf.Tensor2D,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dW: tf.Tensor; db: tf.Tensor } {
  const [inputs, weights, upstream] = [x.arraySync(), W.arraySync(), dy.arraySync()]
  const dx = inputs.map((tokens) => tokens.map((token) => token.map(() => 0)))
  const dW = weights.map((row) => row.map(() => 0))
  const db = weights.map(() => 0)
  upstream.forEach((tokens, item) =>
    tokens.forEach((token, t) =>
      token.forEach((slope, o) => {
        db[o]! += slope
        weights[o]!.forEach((weight, i) => {
          dx[item]![t]![i]! += slope * weight
          dW[o]![i]! += slope * inputs[item]![t]![i]!
        })
      }),
    ),
  )
  return { dx: tf.tensor(dx), dW: tf.tensor(dW), db: tf.tensor(db) }
}
