import * as tf from '@tensorflow/tfjs-core'

interface Special {
  PAD: number
  CLS: number
  SEP: number
  MASK: number
}

interface Draws {
  pick: number[][]
  change: number[][]
  word: number[][]
}

const IGNORE = -100

/** BERT's masked language model around its encoder, with tensor operations. */
export function bertMasking(
  ids: number[][],
  { PAD, CLS, SEP, MASK }: Special,
  { pick, change, word }: Draws,
  logits: number[][][],
): { inputs: number[][]; labels: number[][]; sees: boolean[][][]; loss: number } {
  const tokens = tf.tensor2d(ids, undefined, 'int32') // [B, T]
  const scores = tf.tensor3d(logits) // [B, T, vocab]
  const [B, T, vocab] = scores.shape
  const isNot = (id: number) => tf.notEqual(tokens, id)
  const mayBePicked = tf.logicalAnd(tf.logicalAnd(isNot(PAD), isNot(CLS)), isNot(SEP))
  const isPicked = tf.logicalAnd(mayBePicked, tf.less(pick, 0.15)) // [B, T]

  const random = tf.cast(tf.floor(tf.mul(word, vocab)), 'int32')
  const changed = tf.where(
    tf.less(change, 0.8),
    tf.fill([B, T], MASK, 'int32'),
    tf.where(tf.less(change, 0.9), random, tokens),
  )
  const inputs = tf.where(isPicked, changed, tokens)
  const labels = tf.where(isPicked, tokens, tf.fill([B, T], IGNORE, 'int32'))

  const keys = isNot(PAD).arraySync() as unknown as number[][]
  const sees = keys.map((row) => ids[0]!.map(() => row.map((isReal) => isReal === 1)))

  const probability = tf.mul(tf.logSoftmax(scores), tf.oneHot(tokens, vocab)) // [B, T, vocab]
  const picked = tf.cast(isPicked, 'float32')
  const total = tf.neg(tf.sum(tf.mul(tf.sum(probability, 2), picked)))
  const loss = tf.divNoNan(total, tf.sum(picked)).dataSync()[0]!
  return {
    inputs: inputs.arraySync() as number[][],
    labels: labels.arraySync(),
    sees,
    loss,
  }
}
