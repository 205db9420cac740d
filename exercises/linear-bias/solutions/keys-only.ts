import * as tf from '@tensorflow/tfjs-core'

/**
 * -slope · (p - s) is slope · s minus a number that is the same for all keys of a row, which the softmax does
 * not notice: the bias need not know the query.
 */
export function linearBias(q: tf.Tensor3D, k: tf.Tensor3D): tf.Tensor {
  const [H, T, dHead] = q.shape
  const S = k.shape[1]
  const heads = Array.from({ length: H }, (_, h) => {
    const slope = 2 ** ((-8 * (h + 1)) / H)
    const bias = tf.mul(tf.range(1 - S, 1), slope) // [S], 0 for the last key
    const [queries, keys] = [tf.gather(q, h), tf.gather(k, h)] // [T, dHead], [S, dHead]
    const scores = tf.add(tf.div(tf.matMul(queries, keys, false, true), Math.sqrt(dHead)), bias)
    const rows = tf.unstack(scores).map((row, t) => {
      const seen = t + S - T + 1
      return tf.concat([tf.softmax(tf.slice(row, 0, seen)), tf.zeros([S - seen])])
    })
    return tf.stack(rows) // [T, S]
  })
  return tf.stack(heads) // [H, T, S]
}
