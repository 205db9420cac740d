import * as tf from '@tensorflow/tfjs-core'

/**
 * A batch for training a language model: B windows of T tokens, and the same windows one token later.
 * Each uniform number in [0, 1) picks one of the N − T places where a window can start.
 */
export function batches(data: tf.Tensor1D, T: number, uniforms: tf.Tensor1D) {
  const [N] = data.shape
  const [B] = uniforms.shape
  const starts = tf.cast(tf.floor(tf.mul(uniforms, N - T)), 'int32') // [B], each from 0 to N − T − 1
  const steps = tf.range(0, T, 1, 'int32') //                           [T]
  const places = tf.add(tf.reshape(starts, [B, 1]), steps) //           [B, T]
  return {
    x: tf.gather<tf.Tensor>(data, tf.cast(places, 'int32')), //            [B, T]
    y: tf.gather<tf.Tensor>(data, tf.cast(tf.add(places, 1), 'int32')), // [B, T], one token later
  }
}
