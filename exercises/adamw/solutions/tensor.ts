import * as tf from '@tensorflow/tfjs-core'

interface Settings {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  maxNorm: number
}

/** One step of AdamW with tensor operations. */
export function adamW(
  weights: tf.Tensor[],
  gradients: tf.Tensor[],
  m: tf.Tensor[],
  v: tf.Tensor[],
  step: number,
  { learningRate, beta1, beta2, epsilon, weightDecay, maxNorm }: Settings,
): { weights: tf.Tensor[]; m: tf.Tensor[]; v: tf.Tensor[] } {
  const all = tf.concat(gradients.map((gradient) => tf.reshape(gradient, [-1]))) // every entry in one row
  const norm = tf.norm(all).dataSync()[0]!
  const scale = norm > maxNorm ? maxNorm / norm : 1
  const clipped = gradients.map((gradient) => tf.mul(gradient, scale))
  const moments = clipped.map((g, i) => ({
    first: tf.add(tf.mul(m[i]!, beta1), tf.mul(g, 1 - beta1)),
    second: tf.add(tf.mul(v[i]!, beta2), tf.mul(tf.mul(g, g), 1 - beta2)),
  }))
  return {
    weights: weights.map((weight, i) => {
      const { first, second } = moments[i]!
      const root = tf.sqrt(tf.div(second, 1 - Math.pow(beta2, step)))
      const move = tf.div(tf.div(first, 1 - Math.pow(beta1, step)), tf.add(root, epsilon))
      const kept = weight.rank > 1 ? 1 - learningRate * weightDecay : 1
      return tf.sub(tf.mul(weight, kept), tf.mul(move, learningRate))
    }),
    m: moments.map(({ first }) => first),
    v: moments.map(({ second }) => second),
  }
}
