import * as tf from '@tensorflow/tfjs-core'

/** Sparse attention: the window as a band, links as one-hot rows. */
export function localAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  width: number,
  globals: tf.Tensor1D,
  links: tf.Tensor2D,
  causal: boolean,
) {
  const [, T, dHead] = q.shape
  const reach = Math.min(width, T)
  const window = tf.linalg.bandPart(tf.ones([T, T]), reach, reach) // [T, T]
  const star = tf.cast(globals, 'float32') // [T]
  const linked = tf.sum(tf.oneHot(links, T), 1) // [T, R, T] -> [T, T]
  const reasons = tf.addN([
    window,
    tf.add(tf.reshape(star, [T, 1]), star),
    tf.cast(linked, 'float32'),
  ])
  const counted = causal ? tf.linalg.bandPart(reasons, -1, 0) : reasons // [T, T]
  const mask = tf.greater(counted, 0) // [T, T]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [B, T, T]
  return { mask, output: tf.matMul(tf.softmax(tf.where(mask, scores, -Infinity)), v) } // [B, T, dV]
}
