import * as tf from '@tensorflow/tfjs-core'

/**
 * Rotary positions (Su et al. 2021, section 3.2): in every head, each pair of neighbouring channels is
 * turned by an angle that grows with the position of the token.
 *
 *     y[2i]     = x[2i] cos a - x[2i + 1] sin a
 *     y[2i + 1] = x[2i] sin a + x[2i + 1] cos a        a = (start + t) · theta^(-2i / dHead)
 *
 * @param x      queries or keys, float32 [B, H, T, dHead]; dHead is even
 * @param start  the position of token 0; token t stands at start + t. Up to 100000.
 * @param theta  the base of the frequencies, such as 10000
 * @returns      float32 [B, H, T, dHead]
 */
export function rotaryPositions(x: tf.Tensor4D, start: number, theta: number): tf.Tensor {
  throw new Error('not implemented')
}
