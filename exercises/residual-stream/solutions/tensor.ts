import * as tf from '@tensorflow/tfjs-core'

interface Layer {
  w1: number[][]
  b1: number[]
  w2: number[][]
}

/** A residual stream and its gradient with rows as tensors: x is [1, C], and what a layer did is a function kept for the way back. */
export function residualStream(x: number[], layers: Layer[], upstream: number[]) {
  let stream = tf.tensor2d([x]) // [1, C]
  const back = layers.map(({ w1, b1, w2 }) => {
    const hidden = tf.tanh(tf.add(tf.matMul(stream, w1, false, true), b1)) // [1, F]
    stream = tf.add(stream, tf.matMul(hidden, w2, false, true)) // [1, C]
    const slope = tf.sub(1, tf.mul(hidden, hidden)) // [1, F]
    return (g: tf.Tensor2D): tf.Tensor2D =>
      tf.add(g, tf.matMul(tf.mul(slope, tf.matMul(g, w2)), w1)) // [1, C]
  })

  let gradient = tf.tensor2d([upstream]) // [1, C]
  const gradients = [gradient]
  for (const step of back.reverse()) {
    gradient = step(gradient)
    gradients.push(gradient)
  }
  return {
    output: tf.squeeze<tf.Tensor1D>(stream, [0]).arraySync(),
    gradients: tf.concat(gradients.reverse()).arraySync(),
  }
}
