import * as tf from '@tensorflow/tfjs-core'

interface Local {
  Wp: tf.Tensor2D
  vp: tf.Tensor1D
  halfWidth: number
}

/** Global and local attention with tensor operations: the states are projected, not the annotations. */
export function luongAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  lengths: tf.Tensor1D,
  Wa: tf.Tensor2D,
  local: Local | null,
): tf.Tensor {
  const [B, S] = annotations.shape
  const [D, E] = Wa.shape
  const T = states.shape[1] - 1
  const asking = tf.reshape(tf.slice(states, [0, 1, 0], [B, T, D]), [B * T, D])
  const queries = tf.reshape(tf.matMul(asking, Wa), [B, T, E])
  const scores = tf.matMul(queries, annotations, false, true) // [B, T, S]

  const j = tf.tile(tf.reshape(tf.range(0, S), [1, 1, S]), [B, T, 1]) // [B, T, S]
  const length = tf.cast(tf.reshape(lengths, [B, 1, 1]), 'float32')
  const isPadding = tf.greaterEqual(j, length)
  if (local === null) return mix(isPadding, scores, tf.onesLike(scores), annotations)

  const { Wp, vp, halfWidth } = local
  const drive = tf.matMul(tf.tanh(tf.matMul(asking, Wp, false, true)), tf.expandDims(vp, 1)) // [B·T, 1]
  const centre = tf.mul(tf.reshape(tf.sigmoid(drive), [B, T, 1]), length) // [B, T, 1]
  const squared = tf.squaredDifference(j, centre) // [B, T, S]
  const isFar = tf.greater(squared, halfWidth ** 2)
  const gaussian = tf.exp(tf.mul(squared, -2 / halfWidth ** 2)) // 2σ² is halfWidth² / 2
  return mix(tf.logicalOr(isPadding, isFar), scores, gaussian, annotations)
}

function mix(
  hidden: tf.Tensor,
  scores: tf.Tensor,
  factor: tf.Tensor,
  values: tf.Tensor,
): tf.Tensor {
  const shares = tf.softmax(tf.where(hidden, tf.fill(scores.shape, -Infinity), scores)) // [B, T, S]
  return tf.matMul(tf.mul(shares, factor), values) // [B, T, E]
}
