import * as tf from '@tensorflow/tfjs-core'

/**
 * Attention inside buckets of vectors that point the same way (Kitaev et al. 2020, section 2). A token's
 * bucket is the largest of [x R; -x R]. Queries are the tokens, keys the tokens at length 1; a token
 * sees itself only when it sees nobody else.
 */
export function reformerBuckets(x: tf.Tensor3D, v: tf.Tensor3D, r: tf.Tensor2D, causal: boolean) {
  const [B, T, dHead] = x.shape
  const half = r.shape[1]
  const turned = tf.reshape(tf.matMul(tf.reshape(x, [B * T, dHead]), r), [B, T, half]) // [B, T, n/2]
  const buckets = tf.argMax(tf.concat([turned, tf.neg(turned)], 2), 2) //                 [B, T]

  const same = tf.equal(tf.expandDims(buckets, 2), tf.expandDims(buckets, 1)) //          [B, T, T]
  const s = tf.range(0, T, 1, 'int32') //                                                 [T]
  const t = tf.expandDims(s, 1) //                                                        [T, 1]
  const allowed = causal ? tf.less(s, t) : tf.notEqual(s, t) //                           [T, T], never oneself
  const others = tf.logicalAnd(same, allowed) //                                          [B, T, T]
  const alone = tf.logicalNot(tf.any(others, 2, true)) //                                 [B, T, 1]
  const mask = tf.logicalOr(others, tf.logicalAnd(alone, tf.equal(s, t))) //              [B, T, T]

  const keys = tf.div(x, tf.norm(x, 2, 2, true)) //                                       [B, T, dHead]
  const scores = tf.div(tf.matMul(x, keys, false, true), Math.sqrt(dHead)) //             [B, T, T]
  const weights = tf.softmax(tf.where(mask, scores, -Infinity)) //                        [B, T, T]
  return { buckets, output: tf.matMul(weights, v) } //                                    [B, T, dV]
}
