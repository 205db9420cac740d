import * as tf from '@tensorflow/tfjs-core'

/**
 * How many words of a sentence can be read back, for each length n = 1 … L: from one vector that all
 * words were added into, and by attention over vectors that were kept apart.
 *
 * words: [V, D], unit vectors; signs: [L, D], +1 and -1; sentences: [N, L]; result: [2, L].
 */
export function recallByLength(
  words: tf.Tensor2D,
  signs: tf.Tensor2D,
  sentences: tf.Tensor2D,
): tf.Tensor {
  const [L, D] = signs.shape
  const curves = Array.from({ length: L }, (_, at) => {
    const n = at + 1
    const said = tf.slice(sentences, [0, 0], [-1, n]) //        [N, n]
    const values = tf.gather(words, said) //                    [N, n, D]
    const keys = tf.slice(signs, [0, 0], [n, -1]) //            [n, D]

    const memory = tf.sum(tf.mul(keys, values), 1, true) //     [N, 1, D]: one vector, whatever n
    const fromVector = tf.mul(keys, memory) //                  [N, n, D]

    const scores = tf.div(tf.matMul(keys, keys, false, true), Math.sqrt(D)) // [n, n]
    const weights = tf.softmax(scores) //                       [n, n]
    const perSentence = tf.unstack(values).map((ofOne) => tf.matMul(weights, ofOne as tf.Tensor2D))
    const fromAttention = tf.stack(perSentence) //              [N, n, D]

    return [fromVector, fromAttention].map((reads) => recall(reads, words, said))
  })
  return tf.transpose(tf.stack(curves.map((pair) => tf.stack(pair)))) // [L, 2] -> [2, L]
}

/** The share of reads, [N, n, D], whose nearest word is the one that was said. */
function recall(reads: tf.Tensor, words: tf.Tensor2D, said: tf.Tensor): tf.Tensor {
  const rows = tf.reshape(reads, [-1, words.shape[1]]) //            [N·n, D]
  const guesses = tf.argMax(tf.matMul(rows, words, false, true), 1) // [N·n]
  return tf.mean(tf.cast(tf.equal(guesses, tf.reshape(said, [-1])), 'float32'))
}
