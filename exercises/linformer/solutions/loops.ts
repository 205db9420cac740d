import * as tf from '@tensorflow/tfjs-core'

/** Attention over mixtures of keys and values, one number at a time. */
export function linformer(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  e: tf.Tensor2D,
  f: tf.Tensor2D,
  lengths: tf.Tensor1D,
): tf.Tensor {
  const [allKeys, allValues, counts] = [k.arraySync(), v.arraySync(), lengths.arraySync()]
  const [eRows, fRows] = [e.arraySync(), f.arraySync()]
  const output = q.arraySync().map((queries, b) => {
    const keys = eRows.map((row) => mixture(row, allKeys[b]!, counts[b]!))
    const values = fRows.map((row) => mixture(row, allValues[b]!, counts[b]!))
    return queries.map((query) => {
      const scores = keys.map(
        (key) => key.reduce((sum, one, d) => sum + one * query[d]!, 0) / Math.sqrt(query.length),
      )
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = exponentials.reduce((sum, one) => sum + one, 0)
      return mixture(
        exponentials.map((one) => one / total),
        values,
        values.length,
      )
    })
  })
  return tf.tensor(output)
}

/** The weighted sum of the first `count` rows. */
function mixture(weights: number[], rows: number[][], count: number): number[] {
  return rows[0]!.map((_, c) => {
    let sum = 0
    for (let s = 0; s < count; s++) sum += weights[s]! * rows[s]![c]!
    return sum
  })
}
