import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε) (Ba, Kiros and Hinton 2016). What would
 * move the mean or the spread of a token is taken out of its gradient: μ and σ depend on x too.
 */
export function layerNormBackward(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  epsilon: number,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dgamma: tf.Tensor; dbeta: tf.Tensor } {
  const centred = tf.sub(x, tf.mean(x, -1, true)) //                             [B, T, C]
  const variance = tf.mean(tf.square(centred), -1, true) //                      [B, T, 1]
  const deviation = tf.sqrt(tf.add(variance, epsilon)) //                        [B, T, 1]
  const normalised = tf.div(centred, deviation) //                               [B, T, C], x̂
  const slope = tf.mul(dy, gamma) //                                             [B, T, C], for x̂
  const spread = tf.mean(tf.mul(slope, normalised), -1, true) //                 [B, T, 1]
  const level = tf.mean(slope, -1, true) //                                      [B, T, 1]
  const rest = tf.sub(tf.sub(slope, level), tf.mul(normalised, spread)) //       [B, T, C]
  const dx = tf.div(rest, deviation) //                                          [B, T, C]
  const dgamma = tf.sum(tf.mul(dy, normalised), [0, 1]) //                       [B, T, C] -> [C]
  return { dx, dgamma, dbeta: tf.sum(dy, [0, 1]) }
}
