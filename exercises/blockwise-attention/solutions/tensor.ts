import * as tf from '@tensorflow/tfjs-core'

/** Attention in blocks: the values get a column of ones, whose sum is that of the exponentials. */
export function blockwiseAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  blockSize: number,
) {
  const [B, T, dHead] = q.shape
  const [, S, dV] = v.shape
  const withOnes = tf.concat([v, tf.ones([B, S, 1])], 2) // [B, S, dV + 1]
  const scaled = tf.mul(q, 1 / Math.sqrt(dHead)) // [B, T, dHead]
  const maxima: tf.Tensor[] = []
  const sums: tf.Tensor[] = []
  let state: tf.Tensor | null = null // [B, T, dV + 1]
  for (let start = 0; start < S; start += blockSize) {
    const length = Math.min(blockSize, S - start)
    const scores = tf.matMul(scaled, tf.slice(k, [0, start, 0], [B, length, dHead]), false, true)
    const highest = tf.max(scores, 2, true) // [B, T, 1]
    const before: tf.Tensor | undefined = maxima.at(-1)
    const maximum: tf.Tensor = before ? tf.maximum(before, highest) : highest
    const read: tf.Tensor = tf.matMul(
      tf.exp(tf.sub(scores, maximum)),
      tf.slice(withOnes, [0, start, 0], [B, length, dV + 1]),
    ) // [B, T, dV + 1]
    state = state && before ? tf.add(tf.mul(state, tf.exp(tf.sub(before, maximum))), read) : read
    maxima.push(maximum)
    sums.push(tf.slice(state, [0, 0, dV], [B, T, 1]))
  }
  const output = tf.div(tf.slice(state!, [0, 0, 0], [B, T, dV]), sums.at(-1)!) // [B, T, dV]
  return { maxima: tf.concat(maxima, 2), sums: tf.concat(sums, 2), output }
}
