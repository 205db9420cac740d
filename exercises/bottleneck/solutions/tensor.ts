import * as tf from '@tensorflow/tfjs-core'

/** Recall against length with tensor operations: all sentences and positions of a length at once. */
export function recallByLength(
  words: number[][],
  signs: number[][],
  sentences: number[][],
): number[][] {
  const [V, D] = [words.length, words[0]!.length]
  const vocabulary = tf.tensor2d(words)
  const lengths = signs.map((_, at) => at + 1)
  const recalls = lengths.map((n) => {
    const keys = tf.tensor2d(signs.slice(0, n)) // [n, D]
    const said = sentences.map((sentence) => sentence.slice(0, n))
    const values = tf.gather(vocabulary, tf.tensor2d(said, undefined, 'int32')) // [N, n, D]

    const memory = tf.sum(tf.mul(keys, values), 1, true) // [N, 1, D]
    const weights = tf.softmax(tf.div(tf.matMul(keys, keys, false, true), Math.sqrt(D))) // [n, n]
    const mixed = tf.sum(tf.mul(tf.expandDims(weights, 2), tf.expandDims(values, 1)), 2) // [N, n, D]

    return [tf.mul(memory, keys), mixed].map((reads) => {
      const likeness = tf.matMul(tf.reshape(reads, [-1, D]), vocabulary, false, true) // [N·n, V]
      const isRight = tf.equal(tf.argMax(tf.reshape(likeness, [-1, V]), 1), said.flat())
      return tf.mean(tf.cast(isRight, 'float32')).dataSync()[0]!
    })
  })
  return [recalls.map(([byVector]) => byVector!), recalls.map(([, byAttention]) => byAttention!)]
}
