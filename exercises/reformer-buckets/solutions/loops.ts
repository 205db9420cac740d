import * as tf from '@tensorflow/tfjs-core'

/** Attention inside buckets, one number at a time; tokens are gathered bucket by bucket. */
export function reformerBuckets(x: tf.Tensor3D, v: tf.Tensor3D, r: tf.Tensor2D, causal: boolean) {
  const [directions, values] = [r.arraySync(), v.arraySync()]
  const results = x.arraySync().map((tokens, b) => {
    const buckets = tokens.map((token) => bucketOf(token, directions))
    const members = new Map<number, number[]>()
    buckets.forEach((bucket, t) => members.set(bucket, [...(members.get(bucket) ?? []), t]))
    const output = tokens.map((token, t) => {
      const others = members.get(buckets[t]!)!.filter((s) => (causal ? s < t : s !== t))
      const seen = others.length > 0 ? others : [t]
      const scores = seen.map((s) => {
        const key = tokens[s]!
        return dot(token, key) / Math.sqrt(dot(key, key)) / Math.sqrt(token.length)
      })
      const highest = Math.max(...scores)
      const exponentials = scores.map((score) => Math.exp(score - highest))
      const total = exponentials.reduce((sum, one) => sum + one, 0)
      return values[b]![0]!.map((_, c) =>
        seen.reduce((sum, s, at) => sum + (exponentials[at]! / total) * values[b]![s]![c]!, 0),
      )
    })
    return { buckets, output }
  })
  return {
    buckets: tf.tensor2d(
      results.map(({ buckets }) => buckets),
      undefined,
      'int32',
    ),
    output: tf.tensor(results.map(({ output }) => output)),
  }
}

/** The direction, or opposite direction, along which a token reaches farthest. */
function bucketOf(token: number[], directions: number[][]): number {
  const turned = directions[0]!.map((_, column) =>
    dot(
      token,
      directions.map((row) => row[column]!),
    ),
  )
  const both = [...turned, ...turned.map((one) => -one)]
  return both.indexOf(Math.max(...both))
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, value, d) => sum + value * other[d]!, 0)
}
