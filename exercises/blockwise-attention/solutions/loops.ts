import * as tf from '@tensorflow/tfjs-core'

/** Attention in blocks, one number at a time. */
export function blockwiseAttention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  blockSize: number,
) {
  const [keys, values] = [k.arraySync(), v.arraySync()]
  const [S, dV] = [v.shape[1], v.shape[2]]
  const scale = Math.sqrt(q.shape[2])
  const results = q.arraySync().map((queries, b) =>
    queries.map((query) => {
      let [m, l] = [-Infinity, 0]
      let o = new Array<number>(dV).fill(0)
      const [maxima, sums]: [number[], number[]] = [[], []]
      for (let start = 0; start < S; start += blockSize) {
        const scores = keys[b]!.slice(start, start + blockSize).map(
          (key) => key.reduce((sum, one, d) => sum + one * query[d]!, 0) / scale,
        )
        const raised = Math.max(m, ...scores)
        const shrink = Math.exp(m - raised)
        l *= shrink
        o = o.map((one) => one * shrink)
        scores.forEach((score, at) => {
          const weight = Math.exp(score - raised)
          l += weight
          o = o.map((one, c) => one + weight * values[b]![start + at]![c]!)
        })
        m = raised
        maxima.push(m)
        sums.push(l)
      }
      return { maxima, sums, output: o.map((one) => one / l) }
    }),
  )
  return {
    maxima: tf.tensor(results.map((item) => item.map((query) => query.maxima))),
    sums: tf.tensor(results.map((item) => item.map((query) => query.sums))),
    output: tf.tensor(results.map((item) => item.map((query) => query.output))),
  }
}
