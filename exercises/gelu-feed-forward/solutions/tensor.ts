import * as tf from '@tensorflow/tfjs-core'

interface FeedForwardWeights {
  w1: tf.Tensor2D
  b1: tf.Tensor1D
  w2: tf.Tensor2D
  b2: tf.Tensor1D
}

/** The feed-forward layer with tensor operations. */
export function feedForward(x: tf.Tensor3D, { w1, b1, w2, b2 }: FeedForwardWeights): tf.Tensor {
  const hidden = gelu(linear(x, w1, b1)) // [B, T, dFF]
  return linear(hidden, w2, b2) // [B, T, dModel]
}

function gelu(h: tf.Tensor): tf.Tensor {
  const phi = tf.div(tf.add(1, tf.erf(tf.div(h, Math.SQRT2))), 2)
  return tf.mul(h, phi)
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}
