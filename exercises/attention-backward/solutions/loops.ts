import * as tf from '@tensorflow/tfjs-core'

/** The backward pass of attention, one query at a time; dk and dv grow from query to query. */
export function attentionBackward(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
  dOut: tf.Tensor3D,
): { dq: tf.Tensor; dk: tf.Tensor; dv: tf.Tensor; dScores: tf.Tensor } {
  const [queries, keys, values] = [q.arraySync(), k.arraySync(), v.arraySync()]
  const [allowed, slopes] = [mask?.arraySync(), dOut.arraySync()]
  const root = Math.sqrt(q.shape[2])
  const dq = queries.map((rows) => rows.map((row) => row.map(() => 0)))
  const dk = keys.map((rows) => rows.map((row) => row.map(() => 0)))
  const dv = values.map((rows) => rows.map((row) => row.map(() => 0)))

  const dScores = queries.map((rows, b) =>
    rows.map((query, t) => {
      const slope = slopes[b]![t]!
      const scores = keys[b]!.map((key, s) =>
        allowed && !allowed[t]![s] ? -Infinity : dot(query, key) / root,
      )
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const sum = exponentials.reduce((total, exponential) => total + exponential, 0)
      const weights = exponentials.map((exponential) => exponential / sum)
      const dWeights = values[b]!.map((value) => dot(slope, value))
      const average = dot(weights, dWeights)

      return weights.map((weight, s) => {
        const dScore = weight * (dWeights[s]! - average)
        addTo(dv[b]![s]!, slope, weight)
        addTo(dq[b]![t]!, keys[b]![s]!, dScore / root)
        addTo(dk[b]![s]!, query, dScore / root)
        return dScore
      })
    }),
  )
  return { dq: tf.tensor(dq), dk: tf.tensor(dk), dv: tf.tensor(dv), dScores: tf.tensor(dScores) }
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)
}

function addTo(sum: number[], row: number[], factor: number): void {
  row.forEach((entry, i) => (sum[i]! += factor * entry))
}
