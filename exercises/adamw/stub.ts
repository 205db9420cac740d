import * as tf from '@tensorflow/tfjs-core'

interface Settings {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  /** The norm of all gradients together is at most this. */
  maxNorm: number
}

/**
 * One step of AdamW (Loshchilov and Hutter 2019, algorithm 2), after clipping the gradients:
 *
 *     g = g · maxNorm / ‖g‖                      only if ‖g‖, over all tensors, is larger than maxNorm
 *     m = β1 m + (1 − β1) g
 *     v = β2 v + (1 − β2) g²
 *     w = w (1 − learningRate · weightDecay)     only tensors with two or more axes
 *     w = w − learningRate · m̂ / (√v̂ + ε)       m̂ = m / (1 − β1ˢ), v̂ = v / (1 − β2ˢ), s = step
 *
 * @param weights    tensors of any shapes, float32
 * @param gradients  one for each weight, of its shape
 * @param m          the first moments after the step before; zeros before the first step
 * @param v          the second moments, likewise
 * @param step       which step this is: 1 for the first
 * @returns          the weights and both moments after this step, in new tensors
 */
export function adamW(
  weights: tf.Tensor[],
  gradients: tf.Tensor[],
  m: tf.Tensor[],
  v: tf.Tensor[],
  step: number,
  settings: Settings,
): { weights: tf.Tensor[]; m: tf.Tensor[]; v: tf.Tensor[] } {
  throw new Error('not implemented')
}
