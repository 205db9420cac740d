import * as tf from '@tensorflow/tfjs-core'

/** A batch of windows: T + 1 tokens each, of which x has all but the last and y all but the first. */
export function batches(
  data: number[],
  T: number,
  uniforms: number[],
): { x: number[][]; y: number[][] } {
  const B = uniforms.length
  const starts = uniforms.map((u) => [Math.trunc(u * (data.length - T))]) // [B][1]
  const places = tf.add(tf.tensor2d(starts, [B, 1], 'int32'), tf.range(0, T + 1, 1, 'int32')) // [B, T + 1]
  const windows: tf.Tensor = tf.gather(tf.tensor1d(data, 'int32'), tf.cast(places, 'int32')) // [B, T + 1]
  const from = (first: number) => tf.slice(windows, [0, first], [B, T]) as tf.Tensor2D // [B, T]
  return { x: from(0).arraySync(), y: from(1).arraySync() }
}
