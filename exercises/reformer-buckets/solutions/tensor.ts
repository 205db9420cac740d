import * as tf from '@tensorflow/tfjs-core'

/** Attention inside buckets: whom a token sees, as counts that are 1 or 0. */
export function reformerBuckets(x: tf.Tensor3D, v: tf.Tensor3D, r: tf.Tensor2D, causal: boolean) {
  const [B, T, dHead] = x.shape
  const directions = tf.concat([r, tf.neg(r)], 1) // [dHead, n]
  const turned = tf.matMul(tf.reshape(x, [B * T, dHead]), directions) // [B·T, n]
  const buckets = tf.reshape(tf.argMax(turned, 1), [B, T]) // [B, T]

  const hot = tf.cast(tf.oneHot(tf.cast(buckets, 'int32'), directions.shape[1]), 'float32')
  const same = tf.matMul(hot, hot, false, true) // [B, T, T]
  const self = tf.eye(T) // [T, T]
  const place = causal ? tf.linalg.bandPart(tf.ones([T, T]), -1, 0) : tf.ones([T, T])
  const others = tf.mul(same, tf.sub(place, self)) // [B, T, T]
  const alone = tf.equal(tf.sum(others, 2, true), 0) // [B, T, 1]
  const seen = tf.add(others, tf.mul(tf.cast(alone, 'float32'), self)) // [B, T, T]

  const lengths = tf.sqrt(tf.sum(tf.square(x), 2, true)) // [B, T, 1]
  const scores = tf.matMul(tf.div(x, Math.sqrt(dHead)), tf.div(x, lengths), false, true)
  const visible = tf.where(tf.greater(seen, 0), scores, -Infinity) // [B, T, T]
  return { buckets, output: tf.matMul(tf.softmax(visible), v) }
}
