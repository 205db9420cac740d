import * as tf from '@tensorflow/tfjs-core'

export interface Schedule {
  readonly maximum: number
  readonly minimum: number
  readonly warmup: number
  readonly total: number
}

/** The learning rate at each step: a straight rise, then half a cosine down (Loshchilov and Hutter 2017, equation 5). */
export function learningRate(
  steps: tf.Tensor1D,
  { maximum, minimum, warmup, total }: Schedule,
): tf.Tensor {
  const t = tf.cast(steps, 'float32') //                                           [N]
  const rising = tf.mul(t, maximum / Math.max(1, warmup)) //                       [N], used before `warmup` only
  const progress = tf.div(tf.sub(t, warmup), Math.max(1, total - warmup)) //       [N], from 0 to 1 in between
  const cosine = tf.cos(tf.mul(progress, Math.PI)) //                              [N], from 1 to −1
  const falling = tf.add(minimum, tf.mul(tf.add(cosine, 1), (maximum - minimum) / 2)) // [N]
  const later = tf.where(tf.less(t, total), falling, minimum) //                   [N]
  return tf.where(tf.less(t, warmup), rising, later) //                            [N]
}
