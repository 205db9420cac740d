import * as tf from '@tensorflow/tfjs-core'

/** Looking a row up is a product with a row of zeros and a single 1: both tables at once, one below the other. */
export function learnedPositions(
  ids: tf.Tensor2D,
  first: tf.Tensor1D,
  wte: tf.Tensor2D,
  wpe: tf.Tensor2D,
): tf.Tensor {
  const [B, T] = ids.shape
  const places = tf.add(tf.reshape(first, [B, 1]), tf.range(0, T, 1, 'int32')) // [B, T]
  const choice = tf.concat(
    [
      tf.oneHot(tf.reshape(ids, [B * T]), wte.shape[0]), // [B·T, vocab]
      tf.oneHot(tf.cast(tf.reshape(places, [B * T]), 'int32'), wpe.shape[0]), // [B·T, context]
    ],
    1,
  )
  const x = tf.matMul(tf.cast(choice, 'float32'), tf.concat([wte, wpe])) // [B·T, dModel]
  return tf.reshape(x, [B, T, wte.shape[1]])
}
