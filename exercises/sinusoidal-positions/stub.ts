import * as tf from '@tensorflow/tfjs-core'

/**
 * The sinusoidal position table of "Attention Is All You Need" (Vaswani et al. 2017, section 3.5):
 *
 *   PE[p, 2i]     = sin(p / 10000^(2i / dModel))
 *   PE[p, 2i + 1] = cos(p / 10000^(2i / dModel))        i = 0 … dModel/2 - 1
 *
 * Conventions: positions p count from 0; sines and cosines alternate (sin, cos, sin, cos …), and
 * the two channels of a pair share one frequency.
 *
 * @param T how many positions, at least 1
 * @param dModel the width, even and at least 2
 * @returns a float32 tensor of shape [T, dModel], one row per position
 */
export function sinusoidalPositions(T: number, dModel: number): tf.Tensor {
  throw new Error('not implemented')
}
