import * as tf from '@tensorflow/tfjs-core'

/** The loss of a language model from flat rows and targets: shifted first, then flattened. */
export function nextTokenLoss(logits: tf.Tensor3D, ids: tf.Tensor2D, lengths: tf.Tensor1D): number {
  const scores = logits.arraySync()
  const real = lengths.arraySync()
  const texts = ids.arraySync().map((tokens, b) => tokens.slice(0, real[b]))
  const rows = texts.flatMap((tokens, b) => scores[b]!.slice(0, tokens.length - 1)) // [N][V]
  const targets = texts.flatMap((tokens) => tokens.slice(1)) // [N]
  if (targets.length === 0) return 0
  const logSums = tf.logSumExp(tf.tensor2d(rows), 1).arraySync() as number[] // [N]
  const losses = logSums.map((logSum, n) => logSum - rows[n]![targets[n]!]!)
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
}
