import * as tf from '@tensorflow/tfjs-core'

/** T5's relative bias with tensor operations, as its authors wrote it. */
export function relativeBias(
  table: tf.Tensor2D,
  T: number,
  S: number,
  maxDistance: number,
  bidirectional: boolean,
) {
  const [nBuckets, H] = table.shape
  const relative = tf.sub(tf.range(0, S), tf.reshape(tf.range(0, T), [T, 1])) // [T, S]
  const perSide = bidirectional ? nBuckets / 2 : nBuckets
  const exact = perSide / 2
  const distance = bidirectional ? tf.abs(relative) : tf.relu(tf.neg(relative)) // [T, S]
  const side = tf.mul(tf.cast(tf.greater(relative, 0), 'float32'), bidirectional ? perSide : 0)

  const logarithm = tf.log(tf.div(tf.maximum(distance, exact), exact)) // [T, S], 0 for small distances
  const share = tf.div(logarithm, Math.log(maxDistance / exact))
  const large = tf.minimum(tf.add(tf.floor(tf.mul(share, perSide - exact)), exact), perSide - 1)
  const bucket = tf.add(tf.where(tf.less(distance, exact), distance, large), side)
  const buckets = tf.cast(bucket, 'int32') // [T, S]

  const rows = tf.gather(table, tf.reshape(buckets, [T * S])) // [T·S, H]
  return { buckets, bias: tf.reshape(tf.transpose(rows), [H, T, S]) }
}
