import * as tf from '@tensorflow/tfjs-core'

/** Causal and padding masks by comparing positions; heads are gathered, each from its item. */
export function attentionMasks(
  lengths: tf.Tensor1D,
  T: number,
  S: number,
  offset: number,
  nHeads: number,
) {
  const B = lengths.shape[0]
  const keys = tf.range(0, S) // [S]
  const positions = tf.add(tf.reshape(tf.range(0, T), [T, 1]), offset) // [T, 1]
  const causal = tf.greaterEqual(positions, keys) // [T, S]
  const padding = tf.greater(tf.reshape(lengths, [B, 1]), keys) // [B, S]
  const visible = tf.logicalAnd(tf.reshape(padding, [B, 1, S]), causal) // [B, T, S]

  const hidden = tf.fill([B, T, S], -Infinity)
  const bias = tf.where(visible, tf.zerosLike(hidden), hidden) // [B, T, S]
  const items = Array.from({ length: B * nHeads }, (_, row) => Math.floor(row / nHeads))
  return { causal, padding, visible, bias: tf.gather(bias, tf.tensor1d(items, 'int32')) }
}
