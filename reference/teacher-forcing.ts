import * as tf from '@tensorflow/tfjs-core'

/** The weights of one tanh cell: Wx is [H, E], Wh is [H, H], b is [H]. */
interface Cell {
  readonly Wx: tf.Tensor2D
  readonly Wh: tf.Tensor2D
  readonly b: tf.Tensor1D
}

interface Weights {
  readonly embedding: tf.Tensor2D
  readonly encoder: Cell
  readonly decoder: Cell
  readonly Wo: tf.Tensor2D
  readonly bo: tf.Tensor1D
}

const [begin, end] = [1, 2]

/**
 * An encoder-decoder in training: the decoder starts from the encoder's last state, reads the true
 * words one step late, and every step is scored on the word that comes next (Sutskever et al. 2014).
 */
export function teacherForcing(
  source: tf.Tensor2D,
  sourceLengths: tf.Tensor1D,
  target: tf.Tensor2D,
  targetLengths: tf.Tensor1D,
  { embedding, encoder, decoder, Wo, bo }: Weights,
) {
  const B = source.shape[0]
  const T = target.shape[1]
  const step = (words: tf.Tensor, h: tf.Tensor, { Wx, Wh, b }: Cell): tf.Tensor => {
    const x = tf.gather(embedding, words) //                                           [B] -> [B, E]
    const sum = tf.add(tf.matMul(x, Wx, false, true), tf.matMul(h, Wh, false, true)) // [B, H]
    return tf.tanh(tf.add(sum, b)) //                                                  [B, H]
  }

  const lengths = tf.reshape(sourceLengths, [B, 1]) //                 [B, 1]
  let h: tf.Tensor = tf.zeros([B, encoder.b.shape[0]]) //              [B, H]
  tf.unstack(source, 1).forEach((words, s) => {
    h = tf.where(tf.greater(lengths, s), step(words, h, encoder), h) // frozen once the sentence is over
  })

  const ofAll = (id: number) => tf.fill([B, 1], id, 'int32')
  const inputs = tf.concat([ofAll(begin), target], 1) //               [B, T + 1]
  const steps = tf.unstack(inputs, 1).map((words) => {
    h = step(words, h, decoder) //                                     [B, H]
    return tf.add(tf.matMul(h, Wo, false, true), bo) //                [B, V]
  })
  const all = tf.stack(steps, 1) //                                    [B, T + 1, V]

  const t = tf.range(0, T + 1, 1, 'int32') //                          [T + 1]
  const last = tf.reshape(targetLengths, [B, 1]) //                    [B, 1], the step that has to give EOS
  const counts = tf.lessEqual(t, last) //                              [B, T + 1]
  const next = tf.where(tf.equal(t, last), ofAll(end), tf.concat([target, ofAll(end)], 1)) // [B, T + 1]
  const chosen = tf.sum(tf.mul(all, tf.oneHot(tf.cast(next, 'int32'), bo.shape[0])), 2) //   [B, T + 1]
  const losses = tf.where(counts, tf.sub(tf.logSumExp(all, 2), chosen), 0) //                [B, T + 1]
  return {
    logits: tf.where(tf.expandDims(counts, 2), all, 0), //             [B, T + 1, V], zeros after EOS
    loss: tf.div(tf.sum(losses), tf.sum(tf.cast(counts, 'float32'))), // over all steps of all items
  }
}
