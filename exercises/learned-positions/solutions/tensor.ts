import * as tf from '@tensorflow/tfjs-core'

/** Each item reads a stretch of the table of positions, from its own first row on. */
export function learnedPositions(
  ids: tf.Tensor2D,
  first: tf.Tensor1D,
  wte: tf.Tensor2D,
  wpe: tf.Tensor2D,
): tf.Tensor {
  const T = ids.shape[1]
  const stretches = Array.from(first.dataSync(), (start) => tf.slice(wpe, [start, 0], [T, -1]))
  return tf.add(tf.gather(wte, ids), tf.stack(stretches)) // [B, T, dModel]
}
