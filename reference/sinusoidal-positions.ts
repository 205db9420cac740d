import * as tf from '@tensorflow/tfjs-core'

/**
 * PE[p, 2i] = sin(p / 10000^(2i / dModel)), PE[p, 2i + 1] = cos(the same angle); [T, dModel].
 *
 * Angles are computed in doubles: in float32 the angle at position 5000 is already 1e-4 off, and some
 * GPUs' sin is only good near 0. Source: Vaswani et al. 2017, section 3.5.
 */
export function sinusoidalPositions(T: number, dModel: number): tf.Tensor2D {
  const angle = (position: number, channel: number) =>
    position / 10000 ** ((channel - (channel % 2)) / dModel)
  const row = (position: number) =>
    Array.from({ length: dModel }, (_, channel) =>
      channel % 2 === 0 ? Math.sin(angle(position, channel)) : Math.cos(angle(position, channel)),
    ) // [dModel]
  return tf.tensor2d(
    Array.from({ length: T }, (_, position) => row(position)),
    [T, dModel],
  ) // [T, dModel]
}
