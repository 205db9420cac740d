import * as tf from '@tensorflow/tfjs-core'

/**
 * What enters a GPT (Radford et al. 2018, section 3.1): the vector of each token plus the vector of its
 * position, from two tables that are both learned.
 *
 *     x[b][t] = wte[ids[b][t]] + wpe[first[b] + t]
 *
 * @param ids    token numbers, int32 [B, T]
 * @param first  the position of the first token of each item, int32 [B]
 * @param wte    one vector for each token of the vocabulary, float32 [vocab, dModel]
 * @param wpe    one vector for each position, float32 [context, dModel]; first[b] + T is at most context
 * @returns      float32 [B, T, dModel]
 */
export function learnedPositions(
  ids: tf.Tensor2D,
  first: tf.Tensor1D,
  wte: tf.Tensor2D,
  wpe: tf.Tensor2D,
): tf.Tensor {
  throw new Error('not implemented')
}
