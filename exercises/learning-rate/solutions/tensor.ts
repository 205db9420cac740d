import * as tf from '@tensorflow/tfjs-core'

interface Schedule {
  maximum: number
  minimum: number
  warmup: number
  total: number
}

/** The learning rate of all steps at once. */
export function learningRate(steps: number[], schedule: Schedule): number[] {
  const { maximum, minimum, warmup, total } = schedule
  const t = tf.tensor1d(steps, 'float32') // [N]
  const progress = tf.clipByValue(tf.div(tf.sub(t, warmup), Math.max(1, total - warmup)), 0, 1)
  const half = (maximum - minimum) / 2
  const falling = tf.add(tf.mul(tf.add(tf.cos(tf.mul(progress, Math.PI)), 1), half), minimum) // [N]
  const rates = tf.where(
    tf.less(t, warmup),
    tf.mul(t, maximum / Math.max(1, warmup)),
    tf.where(tf.less(t, total), falling, tf.fill([steps.length], minimum)),
  )
  return (rates as tf.Tensor1D).arraySync()
}
