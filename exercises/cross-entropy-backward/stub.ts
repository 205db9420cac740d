import * as tf from '@tensorflow/tfjs-core'

/**
 * The gradient of the mean cross-entropy with respect to the logits. With p = softmax(logits[n]), for
 * each kept row n:
 *
 *     dLogits[n][v] = (p[v] − 1) / kept   where v is the target of row n
 *                     p[v] / kept         elsewhere; kept is the number of kept rows
 *
 * @param logits   raw scores, float32 [N, V]; any finite numbers, even thousands
 * @param targets  the right class of each row, 0 … V − 1, or `ignore`; int32 [N]
 * @param ignore   the target that means "no answer here": the row is not kept, its gradient is 0
 * @returns        the gradient, float32 [N, V]; zeros when no row is kept
 */
export function crossEntropyBackward(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  ignore: number,
): tf.Tensor {
  throw new Error('not implemented')
}
