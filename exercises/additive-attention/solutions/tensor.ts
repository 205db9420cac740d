import * as tf from '@tensorflow/tfjs-core'

/** Additive attention with tensor operations, step after step as a decoder does it. */
export function additiveAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  mask: tf.Tensor2D,
  W: tf.Tensor2D,
  U: tf.Tensor2D,
  v: tf.Tensor1D,
): tf.Tensor {
  const [B, S, E] = annotations.shape
  const [A] = v.shape
  const projected = tf.matMul(tf.reshape(annotations, [B * S, E]), U, false, true) // once for all steps
  const offered = tf.reshape(projected, [B, S, A]) // [B, S, A]

  const all = tf.unstack(states, 1) // T + 1 of [B, D]
  const contexts = all.slice(0, -1).map((state) => {
    const asked = tf.expandDims(tf.matMul(state as tf.Tensor2D, W, false, true), 1) // [B, 1, A]
    const hidden = tf.reshape(tf.tanh(tf.add(asked, offered)), [B * S, A])
    const scores = tf.reshape(tf.matMul(hidden, tf.reshape(v, [A, 1])), [B, S]) // [B, S]
    const weights = tf.softmax(tf.where(mask, scores, tf.fill([B, S], -Infinity))) // [B, S]
    return tf.sum(tf.mul(tf.expandDims(weights, 2), annotations), 1) // [B, E]
  })
  return tf.stack(contexts, 1) // [B, T, E]
}
