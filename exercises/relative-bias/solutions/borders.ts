import * as tf from '@tensorflow/tfjs-core'

/**
 * The bucket of a distance is the number of borders that it has reached: 1, 2, 3 … and then powers. A
 * table of biases by distance is made first, and read for each pair.
 */
export function relativeBias(
  table: tf.Tensor2D,
  T: number,
  S: number,
  maxDistance: number,
  bidirectional: boolean,
) {
  const nBuckets = table.shape[0]
  const perSide = bidirectional ? nBuckets / 2 : nBuckets
  const exact = perSide / 2
  const borders = Array.from({ length: perSide - 1 }, (_, at) =>
    at + 1 <= exact ? at + 1 : exact * (maxDistance / exact) ** ((at + 1 - exact) / exact),
  )
  const bucketOf = (distance: number) => borders.filter((border) => distance >= border).length

  // From the farthest key on the left, r = -(T - 1), to the farthest on the right, r = S - 1.
  const byRelative = Array.from({ length: T + S - 1 }, (_, at) => {
    const relative = at - (T - 1)
    if (relative > 0) return bidirectional ? perSide + bucketOf(relative) : 0
    return bucketOf(-relative)
  })
  const rows = Array.from({ length: T }, (_, t) => byRelative.slice(T - 1 - t, T - 1 - t + S))
  const buckets = tf.tensor2d(rows, [T, S], 'int32')
  const heads = tf.unstack(table, 1).map((learned) => tf.gather(learned, buckets)) // [T, S] each
  return { buckets, bias: tf.stack(heads) } // [H, T, S]
}
