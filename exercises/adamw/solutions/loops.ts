import * as tf from '@tensorflow/tfjs-core'

interface Settings {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  maxNorm: number
}

/** One step of AdamW, one number at a time. */
export function adamW(
  weights: tf.Tensor[],
  gradients: tf.Tensor[],
  m: tf.Tensor[],
  v: tf.Tensor[],
  step: number,
  { learningRate, beta1, beta2, epsilon, weightDecay, maxNorm }: Settings,
): { weights: tf.Tensor[]; m: tf.Tensor[]; v: tf.Tensor[] } {
  let squares = 0
  for (const gradient of gradients) {
    for (const entry of gradient.dataSync()) squares += entry * entry
  }
  const norm = Math.sqrt(squares)
  const scale = norm > maxNorm ? maxNorm / norm : 1

  const result: { weights: tf.Tensor[]; m: tf.Tensor[]; v: tf.Tensor[] } = {
    weights: [],
    m: [],
    v: [],
  }
  for (const [i, weight] of weights.entries()) {
    const [w, first, second] = [numbers(weight), numbers(m[i]!), numbers(v[i]!)]
    const decay = weight.shape.length >= 2 ? learningRate * weightDecay : 0
    for (const [at, entry] of numbers(gradients[i]!).entries()) {
      const g = entry * scale
      first[at] = beta1 * first[at]! + (1 - beta1) * g
      second[at] = beta2 * second[at]! + (1 - beta2) * g * g
      const mean = first[at] / (1 - beta1 ** step)
      const square = second[at] / (1 - beta2 ** step)
      w[at] = w[at]! * (1 - decay) - (learningRate * mean) / (Math.sqrt(square) + epsilon)
    }
    result.weights.push(tf.tensor(w, weight.shape))
    result.m.push(tf.tensor(first, weight.shape))
    result.v.push(tf.tensor(second, weight.shape))
  }
  return result
}

/** A copy of the numbers in a tensor, as doubles. */
function numbers(tensor: tf.Tensor): number[] {
  return Array.from(tensor.dataSync())
}
