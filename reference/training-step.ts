import * as tf from '@tensorflow/tfjs-core'

/** What training has made of the model, and the loss of every step before its update. */
export interface Trained {
  readonly W: tf.Tensor
  readonly b: tf.Tensor
  readonly losses: tf.Tensor
}

/**
 * Steps of gradient descent with clipping by the global norm (Pascanu, Mikolov and Bengio 2013, section
 * 3.2). Micro-batches save memory and change nothing else, so here each step is one large batch.
 */
export function trainingSteps(
  W: tf.Tensor2D,
  b: tf.Tensor1D,
  ids: tf.Tensor3D,
  targets: tf.Tensor3D,
  learningRate: number,
  maxNorm: number | null,
): Trained {
  const V = b.shape[0]
  const due = tf.unstack(targets) //                                         S times [K, N]
  let model: [tf.Tensor, tf.Tensor] = [W, b]
  const losses = tf.unstack(ids).map((tokens, s) => {
    const given = oneHot(tokens, V) //                                       [M, V], M = K·N
    const right = oneHot(due[s] as tf.Tensor, V) //                          [M, V], zeros where ignored
    const keep = tf.sum(right, 1, true) //                                   [M, 1], 1 or 0
    const kept = tf.maximum(tf.sum(keep), 1) //                              []
    const logits = tf.add(tf.matMul(given, model[0]), model[1]) //           [M, V] x [V, V] + [V]
    const logP = tf.logSoftmax(logits) //                                    [M, V]
    const surprise = tf.mul(tf.sub(tf.exp(logP), right), keep) //            [M, V]
    const slope = tf.div(surprise, kept) //                                  [M, V]
    const gradients = [tf.matMul(given, slope, true, false), tf.sum(slope, 0)] as const // [V, V], [V]
    const norm = tf.sqrt(tf.addN(gradients.map((one) => tf.sum(tf.square(one))))) //       []
    const shrink = tf.div(maxNorm ?? 1, tf.maximum(norm, maxNorm ?? 1)) //   [], at most 1
    const pace = tf.mul(learningRate, maxNorm === null ? 1 : shrink)
    model = [
      tf.sub(model[0], tf.mul(pace, gradients[0])),
      tf.sub(model[1], tf.mul(pace, gradients[1])),
    ]
    return tf.div(tf.neg(tf.sum(tf.mul(right, logP))), kept) //              []
  })
  return { W: model[0], b: model[1], losses: tf.stack(losses) }
}

/** One row for each class in `classes`, all zeros for -1. */
function oneHot(classes: tf.Tensor, V: number): tf.Tensor {
  const column = tf.reshape(classes, [-1, 1]) //                             [M, 1]
  return tf.cast(tf.equal(column, tf.range(0, V, 1, 'int32')), 'float32') // [M, V]
}
