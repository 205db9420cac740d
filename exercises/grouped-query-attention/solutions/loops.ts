import * as tf from '@tensorflow/tfjs-core'

/** Grouped-query attention, one number at a time. */
export function groupedQueryAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const [items, keys, values] = [q.arraySync(), k.arraySync(), v.arraySync()]
  const allowed = mask?.arraySync()
  const scale = Math.sqrt(q.shape[3])
  const perGroup = q.shape[1] / k.shape[1]

  const output = items.map((heads, b) =>
    heads.map((queries, h) => {
      const g = Math.floor(h / perGroup)
      return queries.map((query, t) => {
        const scores = keys[b]![g]!.map((key, s) => {
          if (allowed && !allowed[t]![s]) return -Infinity
          return key.reduce((sum, one, d) => sum + one * query[d]!, 0) / scale
        })
        const highest = Math.max(...scores)
        const exponentials = scores.map((score) => Math.exp(score - highest))
        const total = exponentials.reduce((sum, one) => sum + one, 0)
        const row = new Array<number>(v.shape[3]).fill(0)
        values[b]![g]!.forEach((value, s) =>
          value.forEach((one, d) => (row[d]! += (one * exponentials[s]!) / total)),
        )
        return row
      })
    }),
  )
  return tf.tensor(output)
}
