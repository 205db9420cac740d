import * as tf from '@tensorflow/tfjs-core'

/** Steps of gradient descent: sums of losses and gradients grow from micro-batch to micro-batch. */
export function trainingSteps(
  W: number[][],
  b: number[],
  ids: number[][][],
  targets: number[][][],
  learningRate: number,
  maxNorm: number | null,
): { W: number[][]; b: number[]; losses: number[] } {
  const V = b.length
  let weights: tf.Tensor2D = tf.tensor2d(W) // [V, V]
  let biases: tf.Tensor1D = tf.tensor1d(b) // [V]
  const losses = ids.map((microBatches, s) => {
    let dW: tf.Tensor = tf.zeros([V, V])
    let db: tf.Tensor = tf.zeros([V])
    let [loss, kept] = [0, 0]
    for (const [k, tokens] of microBatches.entries()) {
      const places = targets[s]![k]!.flatMap((target, at) => (target < 0 ? [] : at))
      if (places.length === 0) continue
      const keptOf = (numbers: number[]) =>
        oneHot(
          numbers.filter((_, at) => places.includes(at)),
          V,
        )
      const [given, due] = [keptOf(tokens), keptOf(targets[s]![k]!)] // [n, V] each
      const logP = tf.logSoftmax(tf.add(tf.matMul(given, weights), biases)) // [n, V]
      const surprise = tf.sub(tf.exp(logP), due) // [n, V]
      dW = tf.add(dW, tf.matMul(given, surprise, true, false)) // [V, V]
      db = tf.add(db, tf.sum(surprise, 0)) // [V]
      loss -= tf.sum(tf.mul(due, logP)).dataSync()[0]!
      kept += places.length
    }
    const n = Math.max(kept, 1)
    const norm = tf.norm(tf.concat([tf.reshape(dW, [-1]), db])).dataSync()[0]! / n
    const pace = learningRate / n / (maxNorm === null ? 1 : Math.max(1, norm / maxNorm))
    weights = tf.sub(weights, tf.mul(dW, pace))
    biases = tf.sub(biases, tf.mul(db, pace))
    return loss / n
  })
  return { W: weights.arraySync(), b: biases.arraySync(), losses }
}

function oneHot(classes: number[], V: number): tf.Tensor {
  return tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), V), 'float32')
}
