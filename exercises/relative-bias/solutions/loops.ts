import * as tf from '@tensorflow/tfjs-core'

/** T5's relative bias, one pair of positions at a time. */
export function relativeBias(
  table: tf.Tensor2D,
  T: number,
  S: number,
  maxDistance: number,
  bidirectional: boolean,
) {
  const [nBuckets, H] = table.shape
  const learned = table.arraySync()
  const perSide = bidirectional ? nBuckets / 2 : nBuckets
  const exact = perSide / 2

  const buckets: number[][] = []
  for (let t = 0; t < T; t++) {
    const row: number[] = []
    for (let s = 0; s < S; s++) {
      const inFuture = s > t
      const distance = inFuture && !bidirectional ? 0 : Math.abs(t - s)
      let bucket = distance
      if (distance >= exact) {
        const share = Math.log(distance / exact) / Math.log(maxDistance / exact)
        bucket = Math.min(perSide - 1, Math.floor(exact + share * exact))
      }
      row.push(inFuture && bidirectional ? bucket + perSide : bucket)
    }
    buckets.push(row)
  }

  const bias: number[][][] = []
  for (let h = 0; h < H; h++) {
    bias.push(buckets.map((row) => row.map((bucket) => learned[bucket]![h]!)))
  }
  return { buckets: tf.tensor2d(buckets, [T, S], 'int32'), bias: tf.tensor3d(bias, [H, T, S]) }
}
