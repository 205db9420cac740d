import * as tf from '@tensorflow/tfjs-core'

export interface AdamWSettings {
  /** A tensor where it comes out of a schedule: no number has to be read from the engine. */
  readonly learningRate: number | tf.Scalar
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  readonly maxNorm: number
}

/**
 * Step number `step` (1, 2, …) of AdamW (Loshchilov and Hutter 2019, algorithm 2; moments as in Kingma
 * and Ba 2015), with the gradients clipped to one norm. Matrices decay, vectors do not.
 */
export function adamW(
  weights: readonly tf.Tensor[],
  gradients: readonly tf.Tensor[],
  m: readonly tf.Tensor[],
  v: readonly tf.Tensor[],
  step: number,
  { learningRate, beta1, beta2, epsilon, weightDecay, maxNorm }: AdamWSettings,
) {
  const squares = tf.stack(gradients.map((gradient) => tf.sum(tf.square(gradient)))) // [tensors]
  const norm = tf.sqrt(tf.sum(squares)) //                                             [], of all gradients together
  const scale = tf.where(tf.greater(norm, maxNorm), tf.div(maxNorm, norm), 1) //       [], at most 1
  const clipped = gradients.map((gradient) => tf.mul(gradient, scale))

  const blend = (old: tf.Tensor, now: tf.Tensor, beta: number) =>
    tf.add(tf.mul(old, beta), tf.mul(now, 1 - beta))
  const nextM = m.map((old, i) => blend(old, clipped[i]!, beta1)) //                   as the weights
  const nextV = v.map((old, i) => blend(old, tf.square(clipped[i]!), beta2)) //        as the weights

  const nextWeights = weights.map((weight, i) => {
    const mean = tf.div(nextM[i]!, 1 - beta1 ** step) //                               without the bias to 0
    const root = tf.sqrt(tf.div(nextV[i]!, 1 - beta2 ** step))
    const decay = tf.mul(learningRate, weightDecay) //                                  []
    const decayed = weight.rank >= 2 ? tf.mul(weight, tf.sub(1, decay)) : weight
    return tf.sub(decayed, tf.mul(learningRate, tf.div(mean, tf.add(root, epsilon))))
  })
  return { weights: nextWeights, m: nextM, v: nextV }
}
