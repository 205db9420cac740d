import * as tf from '@tensorflow/tfjs-core'

interface Cell {
  Wx: number[][]
  Wh: number[][]
  b: number[]
}

interface Weights {
  embedding: number[][]
  encoder: Cell
  decoder: Cell
  Wo: number[][]
  bo: number[]
}

const PAD = 0
const BOS = 1
const EOS = 2

/** An encoder-decoder with teacher forcing: all sentences of the batch take each step together. */
export function teacherForcing(
  source: number[][],
  sourceLengths: number[],
  target: number[][],
  targetLengths: number[],
  { embedding, encoder, decoder, Wo, bo }: Weights,
): { logits: number[][][]; loss: number } {
  const T = target[0]!.length
  const step = ({ Wx, Wh, b }: Cell, words: number[], h: tf.Tensor2D): tf.Tensor2D => {
    const x = tf.tensor2d(words.map((word) => embedding[word]!)) // [B, E]
    const sums = tf.add(tf.matMul(x, tf.transpose(Wx)), tf.matMul(h, tf.transpose(Wh))) // [B, H]
    return tf.tanh(tf.add(sums, b))
  }

  let h = tf.zeros<tf.Rank.R2>([source.length, encoder.b.length])
  for (let s = 0; s < source[0]!.length; s++) {
    const isReal = sourceLengths.map((length) => [s < length])
    const words = source.map((row) => row[s]!)
    h = tf.where(tf.tensor2d(isReal, undefined, 'bool'), step(encoder, words, h), h)
  }

  const reads = target.map((row) => [BOS, ...row])
  const wanted = target.map((row, b) => {
    const length = targetLengths[b]!
    return [...row.slice(0, length), EOS, ...new Array<number>(T - length).fill(PAD)]
  })
  const rows: tf.Tensor2D[] = []
  for (let t = 0; t <= T; t++) {
    h = step(
      decoder,
      reads.map((row) => row[t]!),
      h,
    )
    rows.push(tf.add(tf.matMul(h, tf.transpose(Wo)), bo))
  }
  const mask = tf.tensor2d(
    wanted.map((row, b) => row.map((_, t) => (t <= targetLengths[b]! ? 1 : 0))),
  ) // [B, T + 1]
  const logits = tf.stack(rows, 1) // [B, T + 1, V]
  const oneHot = tf.oneHot(tf.tensor2d(wanted, undefined, 'int32'), bo.length) // [B, T + 1, V]
  const losses = tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), oneHot), 2)) // [B, T + 1]
  const loss = tf.div(tf.sum(tf.mul(losses, mask)), tf.sum(mask))
  return {
    logits: tf.mul<tf.Tensor3D>(logits, tf.expandDims(mask, 2)).arraySync(),
    loss: loss.dataSync()[0]!,
  }
}
