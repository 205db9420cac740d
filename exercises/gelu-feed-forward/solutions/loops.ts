import * as tf from '@tensorflow/tfjs-core'

interface FeedForwardWeights {
  w1: tf.Tensor2D
  b1: tf.Tensor1D
  w2: tf.Tensor2D
  b2: tf.Tensor1D
}

/** The feed-forward layer, one number at a time, with an erf of its own. */
export function feedForward(x: tf.Tensor3D, { w1, b1, w2, b2 }: FeedForwardWeights): tf.Tensor {
  const [inner, outer] = [w1.arraySync(), w2.arraySync()]
  const [innerBias, outerBias] = [b1.arraySync(), b2.arraySync()]
  const output = x
    .arraySync()
    .map((tokens) =>
      tokens.map((token) => project(project(token, inner, innerBias).map(gelu), outer, outerBias)),
    )
  return tf.tensor(output)
}

function project(token: number[], W: number[][], b: number[]): number[] {
  return W.map((row, o) => row.reduce((sum, w, i) => sum + w * token[i]!, b[o]!))
}

function gelu(h: number): number {
  return (h * (1 + erf(h / Math.SQRT2))) / 2
}

/** 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … 2n+1): all terms have one sign, so nothing cancels. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let term = x
  let total = 0
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    total += term
    term *= (2 * x * x) / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total
}
