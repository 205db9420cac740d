import * as tf from '@tensorflow/tfjs-core'

/** Sparse attention, one number at a time: for every token a list of those that it sees. */
export function localAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  width: number,
  globals: tf.Tensor1D,
  links: tf.Tensor2D,
  causal: boolean,
) {
  const [, T, dHead] = q.shape
  const [keys, values] = [k.arraySync(), v.arraySync()]
  const [isGlobal, linksOf] = [globals.arraySync(), links.arraySync()]
  const tokens = Array.from({ length: T }, (_, t) => t)
  const seenBy = tokens.map((t) =>
    tokens.filter((s) => {
      if (causal && s > t) return false
      if (isGlobal[t] || isGlobal[s]) return true
      return Math.abs(t - s) <= width || linksOf[t]!.includes(s)
    }),
  )

  const output = q.arraySync().map((queries, b) =>
    queries.map((query, t) => {
      const scores = seenBy[t]!.map(
        (s) => query.reduce((sum, one, d) => sum + one * keys[b]![s]![d]!, 0) / Math.sqrt(dHead),
      )
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = exponentials.reduce((sum, one) => sum + one, 0)
      const row = new Array<number>(v.shape[2]).fill(0)
      seenBy[t]!.forEach((s, at) =>
        values[b]![s]!.forEach((one, d) => (row[d]! += (one * exponentials[at]!) / total)),
      )
      return row
    }),
  )
  const mask = tokens.map((t) => tokens.map((s) => seenBy[t]!.includes(s)))
  return { mask: tf.tensor2d(mask, [T, T], 'bool'), output: tf.tensor(output) }
}
