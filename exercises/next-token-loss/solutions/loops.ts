import * as tf from '@tensorflow/tfjs-core'

/** The loss of a language model, one prediction at a time. */
export function nextTokenLoss(logits: tf.Tensor3D, ids: tf.Tensor2D, lengths: tf.Tensor1D): number {
  const [scores, tokens, real] = [logits.arraySync(), ids.arraySync(), lengths.arraySync()]
  let total = 0
  let predictions = 0
  for (let b = 0; b < tokens.length; b++) {
    for (let t = 0; t + 1 < real[b]!; t++) {
      total += surprise(scores[b]![t]!, tokens[b]![t + 1]!)
      predictions++
    }
  }
  return predictions === 0 ? 0 : total / predictions
}

/** −log softmax(row)[token] */
function surprise(row: number[], token: number): number {
  const highest = Math.max(...row)
  let sum = 0
  for (const score of row) sum += Math.exp(score - highest)
  return Math.log(sum) + highest - row[token]!
}
