import * as tf from '@tensorflow/tfjs-core'

/** x cos + rotated(x) sin, where rotated puts (-b, a) for every pair (a, b). The tables are made of doubles. */
export function rotaryPositions(x: tf.Tensor4D, start: number, theta: number): tf.Tensor {
  const [B, H, T, dHead] = x.shape
  const rowOf = (t: number, of: (angle: number) => number) =>
    Array.from({ length: dHead }, (_, c) => of((start + t) * theta ** (-(c - (c % 2)) / dHead)))
  const table = (of: (angle: number) => number) =>
    tf.tensor2d(
      Array.from({ length: T }, (_, t) => rowOf(t, of)),
      [T, dHead],
    )

  const [first, second] = tf.split(tf.reshape(x, [B, H, T, dHead / 2, 2]), 2, 4) as [
    tf.Tensor,
    tf.Tensor,
  ] // [B, H, T, dHead / 2, 1] each
  const rotated = tf.reshape(tf.concat([tf.neg(second), first], 4), x.shape) // [B, H, T, dHead]
  return tf.add(tf.mul(x, table(Math.cos)), tf.mul(rotated, table(Math.sin)))
}
