import * as tf from '@tensorflow/tfjs-core'

interface RelativeBias {
  /** int32 [T, S]: the bucket of key s, seen from query t */
  buckets: tf.Tensor
  /** float32 [H, T, S]: what is added to the scores of each head */
  bias: tf.Tensor
}

/**
 * Relative positions as in T5 (Raffel et al. 2020, section 2.1). With r = s - t, n buckets and distance d:
 *
 *     bucket(d, n) = d                                                    if d < n/2
 *                    min(n - 1, ⌊n/2 + n/2 · ln(d / (n/2)) / ln(maxDistance / (n/2))⌋)   otherwise
 *
 *     one direction:   bucket(max(-r, 0), nBuckets)
 *     bidirectional:   bucket(|r|, nBuckets/2), plus nBuckets/2 if r > 0
 *
 *     bias[h][t][s] = table[buckets[t][s]][h]
 *
 * @param table          one learned number for each bucket and head, float32 [nBuckets, H]
 * @param T              how many queries; query t stands at position t
 * @param S              how many keys; key s stands at position s
 * @param maxDistance    from here on, all keys share the last bucket
 * @param bidirectional  whether keys to the right have buckets of their own
 */
export function relativeBias(
  table: tf.Tensor2D,
  T: number,
  S: number,
  maxDistance: number,
  bidirectional: boolean,
): RelativeBias {
  throw new Error('not implemented')
}
