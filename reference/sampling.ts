import * as tf from '@tensorflow/tfjs-core'

export interface SamplingSettings {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
}

/**
 * One token per row, drawn from softmax(logits / temperature) cut to the `topK` most likely tokens, then
 * to the smallest set of these with the mass `topP` (Holtzman et al. 2020, section 3.1). Each row's
 * uniform number decides. Tokens stand in the order of their rank: likelier first, then the lower id.
 */
export function sample(
  logits: tf.Tensor2D,
  { temperature, topK, topP }: SamplingSettings,
  uniforms: tf.Tensor1D,
): tf.Tensor {
  const isGreedy = temperature === 0
  const scores = tf.div(logits, isGreedy ? 1 : temperature) //                          [B, V]
  const ids = tf.range(0, logits.shape[1], 1, 'int32') //                               [V]
  const [own, other] = [tf.expandDims(scores, 2), tf.expandDims(scores, 1)] //          [B, V, 1], [B, 1, V]
  const isLower = tf.less(ids, tf.expandDims(ids, 1)) //                                [V, V]
  const comesFirst = tf.logicalOr(
    tf.greater(other, own),
    tf.logicalAnd(tf.equal(other, own), isLower),
  ) //                                                                                  [B, V, V], true where the other one does
  const ranks = tf.sum(tf.cast(comesFirst, 'int32'), 2) //                              [B, V], 0 is the likeliest

  const likely = tf.less(ranks, isGreedy ? 1 : topK) //                                 [B, V]
  const shifted = tf.sub(scores, tf.max(scores, 1, true)) //                            [B, V], at most 0
  const exponentials = tf.where(likely, tf.exp(shifted), 0) //                          [B, V]
  const shares = tf.div(exponentials, tf.sum(exponentials, 1, true)) //                 [B, V]
  const before = tf.sum(tf.where(comesFirst, tf.expandDims(shares, 1), 0), 2) //        [B, V], mass of those that come first
  const kept = tf.logicalAnd(likely, tf.less(before, topP)) //                          [B, V]

  const mass = tf.sum(tf.where(kept, shares, 0), 1, true) //                            [B, 1]
  const starts = tf.div(before, mass) //                                                [B, V], where a token's interval begins
  const reached = tf.lessEqual(starts, tf.expandDims(uniforms, 1)) //                   [B, V]
  const none = tf.scalar(-1, 'int32')
  return tf.argMax(tf.where(tf.logicalAnd(kept, reached), ranks, none), 1) //           [B], the last one reached
}
