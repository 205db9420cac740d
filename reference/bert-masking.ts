import * as tf from '@tensorflow/tfjs-core'

/** Uniform numbers in [0, 1) for every token, each [B, T]. */
interface Draws {
  readonly pick: tf.Tensor2D
  readonly change: tf.Tensor2D
  readonly word: tf.Tensor2D
}

interface SpecialIds {
  readonly PAD: number
  readonly CLS: number
  readonly SEP: number
  readonly MASK: number
}

const ignored = -100

/** BERT's masked language model around its encoder: inputs, labels, who sees whom, loss (Devlin et al. 2019, section 3.1). */
export function bertMasking(
  ids: tf.Tensor2D,
  special: SpecialIds,
  draws: Draws,
  logits: tf.Tensor3D,
) {
  const [B, T] = ids.shape
  const vocab = logits.shape[2]
  const is = (id: number) => tf.equal(ids, id) //                                    [B, T]
  const isSpecial = [special.PAD, special.CLS, special.SEP].map(is).reduce(tf.logicalOr)
  const isPicked = tf.logicalAnd(tf.less(draws.pick, 0.15), tf.logicalNot(isSpecial)) // [B, T]

  const random = tf.cast(tf.floor(tf.mul(draws.word, vocab)), 'int32') //            [B, T]
  const orKept = tf.where(tf.less(draws.change, 0.9), random, ids) //                [B, T]
  const masks = tf.fill([B, T], special.MASK, 'int32') //                            [B, T]
  const changed = tf.where(tf.less(draws.change, 0.8), masks, orKept) //             [B, T]
  const inputs = tf.where(isPicked, changed, ids) //                                 [B, T]
  const labels = tf.where(isPicked, ids, tf.fill([B, T], ignored, 'int32')) //       [B, T]

  const isReal = tf.reshape(tf.logicalNot(is(special.PAD)), [B, 1, T]) //            [B, 1, T]
  const sees = tf.logicalAnd(isReal, tf.ones([B, T, 1], 'bool')) //                  [B, T, T]

  const chosen = tf.sum(tf.mul(logits, tf.oneHot(ids, vocab)), 2) //                 [B, T]
  const losses = tf.where(isPicked, tf.sub(tf.logSumExp(logits, 2), chosen), 0) //   [B, T]
  const loss = tf.divNoNan(tf.sum(losses), tf.sum(tf.cast(isPicked, 'float32'))) //  0 where nothing is picked
  return { inputs, labels, sees, loss }
}
