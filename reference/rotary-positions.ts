import * as tf from '@tensorflow/tfjs-core'

/**
 * Rotary positions: pair i, channels 2i and 2i + 1, of the token at position p is turned by the angle
 * p · theta^(-2i / dHead). Source: Su et al. 2021, section 3.2.2.
 *
 * Angles are computed in doubles: in float32 the angle at position 100000 is 2e-3 off, and some GPUs'
 * sin is only good near 0.
 */
export function rotaryPositions(x: tf.Tensor4D, start: number, theta: number): tf.Tensor {
  const [B, H, T, dHead] = x.shape
  const half = dHead / 2
  const table = (of: (angle: number) => number) => {
    const angles = Array.from({ length: T * half }, (_, at) => {
      const [t, i] = [Math.floor(at / half), at % half]
      return (start + t) * theta ** ((-2 * i) / dHead)
    })
    return tf.tensor(angles.map(of), [T, half])
  }
  const [cosines, sines] = [table(Math.cos), table(Math.sin)] //           [T, half] each

  const pairs = tf.reshape(x, [B, H, T, half, 2]) //                       [B, H, T, half, 2]
  const [first, second] = tf.unstack(pairs, 4) as [tf.Tensor, tf.Tensor] // [B, H, T, half] each
  const turned = tf.stack(
    [
      tf.sub(tf.mul(first, cosines), tf.mul(second, sines)), //            [B, H, T, half]
      tf.add(tf.mul(first, sines), tf.mul(second, cosines)), //            [B, H, T, half]
    ],
    4,
  ) //                                                                     [B, H, T, half, 2]
  return tf.reshape(turned, x.shape) //                                    [B, H, T, dHead]
}
