import type * as tf from '@tensorflow/tfjs-core'

/** token: [V, V]; position: [block, V]. */
export interface TableModel {
  readonly token: tf.Tensor2D
  readonly position: tf.Tensor2D
}

/**
 * Continues a prompt with the likeliest token, again and again, for at most `steps` tokens or until the
 * end token has been written. Every token depends on all before it, and the result is whole numbers,
 * so this is plain JavaScript on every backend.
 */
export function generate(
  model: TableModel,
  prompt: tf.Tensor1D,
  steps: number,
  end: number | null,
): number[] {
  const [token, position] = [model.token.arraySync(), model.position.arraySync()]
  const block = position.length
  const ids = [...prompt.dataSync()]
  for (let step = 0; step < steps; step++) {
    const window = ids.slice(-block) //                          at most block tokens, the newest
    const scores = lastLogits(token, position, window) //        [V], what comes after the whole window
    const next = scores.indexOf(Math.max(...scores)) //          the likeliest; of equal ones the lowest id
    ids.push(next)
    if (next === end) break
  }
  return ids
}

/** The mean of the window's rows of `token`, plus the row of `position` at its last place: [V]. */
function lastLogits(token: number[][], position: number[][], window: readonly number[]): number[] {
  return position[window.length - 1]!.map((bias, v) => {
    const sum = window.reduce((total, id) => total + token[id]![v]!, 0)
    return sum / window.length + bias
  })
}
