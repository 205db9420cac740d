import * as tf from '@tensorflow/tfjs-core'

/** Attention with padding and causal masks, one number at a time: hidden keys are never visited. */
export function maskedAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  lengths: tf.Tensor1D,
  offset: number | null,
): tf.Tensor {
  const [S, dV] = [k.shape[1], v.shape[2]]
  const [queries, keys, values] = [q.arraySync(), k.arraySync(), v.arraySync()]
  const scale = Math.sqrt(q.shape[2])

  const output = lengths.arraySync().map((length, b) =>
    queries[b]!.map((query, t) => {
      const causalEnd = offset === null ? S : t + offset + 1
      const end = Math.max(0, Math.min(length, causalEnd))
      const scores: number[] = []
      let highest = -Infinity
      for (let s = 0; s < end; s++) {
        let product = 0
        for (let d = 0; d < query.length; d++) product += query[d]! * keys[b]![s]![d]!
        scores.push(product / scale)
        highest = Math.max(highest, product / scale)
      }

      const row = new Array<number>(dV).fill(0)
      let sum = 0
      scores.forEach((score, s) => {
        const weight = Math.exp(score - highest)
        sum += weight
        for (let d = 0; d < dV; d++) row[d]! += weight * values[b]![s]![d]!
      })
      return end === 0 ? row : row.map((value) => value / sum)
    }),
  )
  return tf.tensor(output)
}
