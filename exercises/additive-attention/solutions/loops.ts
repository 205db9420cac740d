import * as tf from '@tensorflow/tfjs-core'

/** Additive attention, one number at a time; padding is never visited. */
export function additiveAttention(
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  mask: tf.Tensor2D,
  W: tf.Tensor2D,
  U: tf.Tensor2D,
  v: tf.Tensor1D,
): tf.Tensor {
  const [ofDecoder, ofEncoder, isWord] = [
    states.arraySync(),
    annotations.arraySync(),
    mask.arraySync(),
  ]
  const [rowsOfW, rowsOfU, outer] = [W.arraySync(), U.arraySync(), v.arraySync()]
  const [T, E] = [states.shape[1] - 1, annotations.shape[2]]

  const contexts = ofEncoder.map((words, b) =>
    Array.from({ length: T }, (_, step) => {
      const state = ofDecoder[b]![step]!
      const context = new Array<number>(E).fill(0)
      let sum = 0
      let highest = -Infinity
      const scores = words.map((word) => {
        let score = 0
        outer.forEach((weight, a) => {
          score += weight * Math.tanh(dot(rowsOfW[a]!, state) + dot(rowsOfU[a]!, word))
        })
        return score
      })
      scores.forEach((score, j) => {
        if (isWord[b]![j]) highest = Math.max(highest, score)
      })
      words.forEach((word, j) => {
        if (!isWord[b]![j]) return
        const weight = Math.exp(scores[j]! - highest)
        sum += weight
        for (let e = 0; e < E; e++) context[e]! += weight * word[e]!
      })
      return context.map((value) => value / sum)
    }),
  )
  return tf.tensor(contexts)
}

function dot(one: number[], other: number[]): number {
  let sum = 0
  for (let d = 0; d < one.length; d++) sum += one[d]! * other[d]!
  return sum
}
