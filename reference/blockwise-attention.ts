import * as tf from '@tensorflow/tfjs-core'

/**
 * Exact attention that reads keys and values block by block and never holds a whole row of scores
 * (Milakov and Gimelshein 2018, section 3; Dao et al. 2022, section 3.1).
 */
export function blockwiseAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  blockSize: number,
) {
  const [B, T, dHead] = q.shape
  const [, S, dV] = v.shape
  let highest: tf.Tensor = tf.fill([B, T, 1], -Infinity)
  let sum: tf.Tensor = tf.zeros([B, T, 1])
  let output: tf.Tensor = tf.zeros([B, T, dV])
  const maxima: tf.Tensor[] = []
  const sums: tf.Tensor[] = []
  for (let start = 0; start < S; start += blockSize) {
    const n = Math.min(blockSize, S - start)
    const keys = tf.slice(k, [0, start, 0], [B, n, dHead]) //                       [B, n, dHead]
    const values = tf.slice(v, [0, start, 0], [B, n, dV]) //                        [B, n, dV]
    const scores = tf.div(tf.matMul(q, keys, false, true), Math.sqrt(dHead)) //     [B, T, n]
    const raised = tf.maximum(highest, tf.max(scores, -1, true)) //                 [B, T, 1]
    const shrink = tf.exp(tf.sub(highest, raised)) //                               [B, T, 1], 0 in the first block
    const exponentials = tf.exp(tf.sub(scores, raised)) //                          [B, T, n]
    sum = tf.add(tf.mul(sum, shrink), tf.sum(exponentials, -1, true)) //            [B, T, 1]
    output = tf.add(tf.mul(output, shrink), tf.matMul(exponentials, values)) //     [B, T, dV]
    highest = raised
    maxima.push(highest)
    sums.push(sum)
  }
  return {
    maxima: tf.concat(maxima, 2), //     [B, T, N]
    sums: tf.concat(sums, 2), //         [B, T, N]
    output: tf.div(output, sum), //      [B, T, dV]
  }
}
