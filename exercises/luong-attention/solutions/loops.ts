import * as tf from '@tensorflow/tfjs-core'

interface Local {
  Wp: tf.Tensor2D
  vp: tf.Tensor1D
  halfWidth: number
}

/** Global and local attention, one number at a time: words outside the window are never visited. */
export function luongAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  lengths: tf.Tensor1D,
  Wa: tf.Tensor2D,
  local: Local | null,
): tf.Tensor {
  const [ofDecoder, ofEncoder, rows] = [states.arraySync(), annotations.arraySync(), Wa.arraySync()]
  const window = local && {
    Wp: local.Wp.arraySync(),
    vp: local.vp.arraySync(),
    halfWidth: local.halfWidth,
  }

  const contexts = lengths.arraySync().map((length, b) =>
    ofDecoder[b]!.slice(1).map((state) => {
      let centre = 0
      if (window) {
        const hidden = window.Wp.map((row) => Math.tanh(dot(row, state)))
        centre = length / (1 + Math.exp(-dot(window.vp, hidden)))
      }
      const seen: { score: number; gaussian: number; annotation: number[] }[] = []
      let highest = -Infinity
      for (let j = 0; j < length; j++) {
        const distance = j - centre
        if (window && Math.abs(distance) > window.halfWidth) continue
        const annotation = ofEncoder[b]![j]!
        const offered = rows.map((row) => dot(row, annotation))
        const score = dot(state, offered)
        const sigma = window ? window.halfWidth / 2 : Infinity // then the Gaussian is 1 everywhere
        const gaussian = Math.exp(-(distance * distance) / (2 * sigma * sigma))
        seen.push({ score, gaussian, annotation })
        highest = Math.max(highest, score)
      }
      let sum = 0
      for (const { score } of seen) sum += Math.exp(score - highest)
      const context = new Array<number>(annotations.shape[2]).fill(0)
      for (const { score, gaussian, annotation } of seen) {
        const weight = (Math.exp(score - highest) / sum) * gaussian
        for (let e = 0; e < context.length; e++) context[e]! += weight * annotation[e]!
      }
      return context
    }),
  )
  return tf.tensor(contexts)
}

function dot(one: number[], other: number[]): number {
  let sum = 0
  for (let d = 0; d < one.length; d++) sum += one[d]! * other[d]!
  return sum
}
