import * as tf from '@tensorflow/tfjs-core'

/** Token vectors plus position vectors, one number at a time. */
export function learnedPositions(
  ids: tf.Tensor2D,
  first: tf.Tensor1D,
  wte: tf.Tensor2D,
  wpe: tf.Tensor2D,
): tf.Tensor {
  const [tokens, positions, starts] = [wte.arraySync(), wpe.arraySync(), first.arraySync()]
  const x = ids
    .arraySync()
    .map((row, b) =>
      row.map((id, t) => tokens[id]!.map((channel, c) => channel + positions[starts[b]! + t]![c]!)),
    )
  return tf.tensor(x)
}
