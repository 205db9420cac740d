import * as tf from '@tensorflow/tfjs-core'

/** The gradient of the mean cross-entropy, one number at a time. */
export function crossEntropyBackward(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  ignore: number,
): tf.Tensor {
  const classes = targets.arraySync()
  const kept = classes.filter((target) => target !== ignore).length
  const gradient = logits.arraySync().map((row, n) => {
    const target = classes[n]!
    if (target === ignore) return row.map(() => 0)
    const highest = Math.max(...row)
    let sum = 0
    for (const logit of row) sum += Math.exp(logit - highest)
    return row.map((logit, v) => {
      const probability = Math.exp(logit - highest) / sum
      return (v === target ? probability - 1 : probability) / kept
    })
  })
  return tf.tensor(gradient)
}
