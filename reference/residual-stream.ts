import * as tf from '@tensorflow/tfjs-core'

/** f(x) = W2 tanh(W1 x + b1): W1 is [F, C], b1 is [F], W2 is [C, F]. */
interface Layer {
  readonly w1: tf.Tensor2D
  readonly b1: tf.Tensor1D
  readonly w2: tf.Tensor2D
}

/**
 * Layers that add to a stream, and the gradient on its way back (He et al. 2016, Identity Mappings in Deep
 * Residual Networks, section 2): x ← x + f(x) forwards, g ← g + Jᵀ g backwards.
 */
export function residualStream(x: tf.Tensor1D, layers: readonly Layer[], upstream: tf.Tensor1D) {
  let stream: tf.Tensor = x //                                     [C]
  const hiddens = layers.map(({ w1, b1, w2 }) => {
    const hidden = tf.tanh(tf.add(times(w1, stream), b1)) //       [F]
    stream = tf.add(stream, times(w2, hidden)) //                  [C]
    return hidden
  })

  let gradient: tf.Tensor = upstream //                            [C]
  const gradients = [gradient]
  for (const [l, { w1, w2 }] of [...layers.entries()].reverse()) {
    const slope = tf.sub(1, tf.square(hiddens[l] as tf.Tensor)) // [F], tanh′ = 1 - tanh²
    const atHidden = tf.mul(slope, times(w2, gradient, true)) //   [F]
    gradient = tf.add(gradient, times(w1, atHidden, true)) //      [C]
    gradients.unshift(gradient)
  }
  return { output: stream, gradients: tf.stack(gradients) } //     [C] and [L + 1, C]
}

/** W v, or Wᵀ v: [O, I] x [I] -> [O]. */
function times(W: tf.Tensor2D, v: tf.Tensor, transposed = false): tf.Tensor {
  return tf.squeeze(tf.matMul(W, tf.expandDims(v, 1), transposed), [1])
}
