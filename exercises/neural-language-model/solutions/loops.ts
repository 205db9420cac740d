import * as tf from '@tensorflow/tfjs-core'

interface LanguageModelWeights {
  C: tf.Tensor2D
  H: tf.Tensor2D
  d: tf.Tensor1D
  U: tf.Tensor2D
  b: tf.Tensor1D
  W: tf.Tensor2D | null
}

/** The neural language model, one number at a time. */
export function neuralLanguageModel(words: tf.Tensor2D, weights: LanguageModelWeights): tf.Tensor {
  const [vectors, H, U] = [weights.C.arraySync(), weights.H.arraySync(), weights.U.arraySync()]
  const [d, b] = [weights.d.arraySync(), weights.b.arraySync()]
  const W = weights.W?.arraySync()
  const scores = words.arraySync().map((context) => {
    const x = context.flatMap((word) => vectors[word]!)
    const hidden = H.map((row, j) => Math.tanh(d[j]! + dot(row, x)))
    return U.map((row, v) => b[v]! + dot(row, hidden) + (W ? dot(W[v]!, x) : 0))
  })
  return tf.tensor(scores)
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)
}
