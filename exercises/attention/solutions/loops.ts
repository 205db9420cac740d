import * as tf from '@tensorflow/tfjs-core'

/** Scaled dot-product attention, one number at a time. */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const [queries, keys, values] = [q.arraySync(), k.arraySync(), v.arraySync()]
  const allowed = mask?.arraySync()
  const scale = Math.sqrt(q.shape[2])

  const output = queries.map((rows, b) =>
    rows.map((query, t) => {
      const scores = keys[b]!.map((key, s) => {
        if (allowed && !allowed[t]![s]) return -Infinity
        let product = 0
        for (let d = 0; d < key.length; d++) product += query[d]! * key[d]!
        return product / scale
      })

      let highest = -Infinity
      for (const score of scores) highest = Math.max(highest, score)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      let sum = 0
      for (const exponential of exponentials) sum += exponential

      const row = new Array<number>(v.shape[2]).fill(0)
      exponentials.forEach((exponential, s) => {
        for (let d = 0; d < row.length; d++) row[d]! += (exponential / sum) * values[b]![s]![d]!
      })
      return row
    }),
  )
  return tf.tensor(output)
}
