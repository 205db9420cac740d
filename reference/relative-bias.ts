import * as tf from '@tensorflow/tfjs-core'

/**
 * Relative positions as in T5: the distance from query to key falls into a bucket, and each head has
 * learned a number for each bucket (Raffel et al. 2020, section 2.1).
 */
export function relativeBias(
  table: tf.Tensor2D,
  T: number,
  S: number,
  maxDistance: number,
  bidirectional: boolean,
) {
  const nBuckets = table.shape[0]
  const buckets = tf.tensor2d(
    Array.from({ length: T }, (_row, t) =>
      Array.from({ length: S }, (_column, s) =>
        bucketOf(s - t, nBuckets, maxDistance, bidirectional),
      ),
    ),
    [T, S],
    'int32',
  ) //                                                [T, S]
  const bias = tf.gather(table, buckets) //           [T, S, H]
  return { buckets, bias: tf.transpose(bias, [2, 0, 1]) } // [H, T, S]
}

/** The bucket of a key that stands `relative` places to the right of the query. */
function bucketOf(
  relative: number,
  nBuckets: number,
  maxDistance: number,
  bidirectional: boolean,
): number {
  if (bidirectional) {
    const half = nBuckets / 2
    const first = relative > 0 ? half : 0 // the future has the second half
    return first + bucketOfDistance(Math.abs(relative), half, maxDistance)
  }
  return bucketOfDistance(Math.max(-relative, 0), nBuckets, maxDistance)
}

/** Half of the buckets hold one distance each, the others grow like a logarithm up to maxDistance. */
function bucketOfDistance(distance: number, nBuckets: number, maxDistance: number): number {
  const exact = nBuckets / 2
  if (distance < exact) return distance
  const share = Math.log(distance / exact) / Math.log(maxDistance / exact) // 0 at exact, 1 at maxDistance
  return Math.min(exact + Math.floor(share * (nBuckets - exact)), nBuckets - 1)
}
