import * as tf from '@tensorflow/tfjs-core'

/** The triangle is cut out of ones, as in NumPy's tril; the bias is a logarithm: log 1 = 0, log 0 = -Infinity. */
export function attentionMasks(
  lengths: tf.Tensor1D,
  T: number,
  S: number,
  offset: number,
  nHeads: number,
) {
  // Rows in front of query 0 put it at its offset: a triangle of T + offset rows, of which the last T count.
  const [before, after] = [Math.max(offset, 0), Math.max(-offset, 0)]
  const triangle = tf.linalg.bandPart(tf.ones([T + before, S + after]), -1, 0)
  const causal = tf.slice(triangle, [before, after], [T, S]) // [T, S]
  const padding = tf.stack(
    Array.from(lengths.dataSync(), (length) =>
      tf.concat([tf.ones([length]), tf.zeros([S - length])]),
    ),
  ) // [B, S]
  const visible = tf.stack(tf.unstack(padding).map((tokens) => tf.mul(causal, tokens))) // [B, T, S]
  const copies = tf
    .unstack(tf.log(visible))
    .flatMap((item) => new Array<tf.Tensor>(nHeads).fill(item))
  return {
    causal: tf.cast(causal, 'bool'),
    padding: tf.cast(padding, 'bool'),
    visible: tf.cast(visible, 'bool'),
    bias: tf.stack(copies), // [B * nHeads, T, S]
  }
}
