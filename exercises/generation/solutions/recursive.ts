import * as tf from '@tensorflow/tfjs-core'

interface Model {
  token: number[][]
  position: number[][]
}

/** The logits after the whole window only: a mean of rows of one table, and one row of the other. */
function lastLogits({ token, position }: Model, window: number[]): tf.Tensor {
  const rows = tf.gather(tf.tensor2d(token), tf.tensor1d(window, 'int32')) // [t, V]
  return tf.add(tf.mean(rows, 0), tf.tensor1d(position[window.length - 1]!)) // [V]
}

/** Continues a prompt by one token, and the longer prompt by the rest. */
export function generate(
  model: Model,
  prompt: number[],
  steps: number,
  end: number | null,
): number[] {
  if (steps === 0) return [...prompt]
  const window = prompt.slice(-model.position.length)
  const next = tf.argMax(lastLogits(model, window)).dataSync()[0]!
  const longer = [...prompt, next]
  return next === end ? longer : generate(model, longer, steps - 1, end)
}
