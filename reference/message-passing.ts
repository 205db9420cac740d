import * as tf from '@tensorflow/tfjs-core'

/**
 * One round of attention on a directed graph: every node adds to its own vector what its senders tell
 * it, each weighted by how well the sender's key fits the node's query. All nodes read the old vectors.
 *
 * nodes: [N, D]; edges: [E, 2], from and to; wq, wk: [dHead, D]; wv: [D, D]; result: [N, D].
 */
export function messagePassing(
  nodes: tf.Tensor2D,
  edges: tf.Tensor2D,
  wq: tf.Tensor2D,
  wk: tf.Tensor2D,
  wv: tf.Tensor2D,
): tf.Tensor {
  const N = nodes.shape[0]
  const [from, to] = tf.unstack(edges, 1).map((ends) => tf.oneHot(tf.cast(ends, 'int32'), N)) // [E, N] each
  const counts = tf.matMul(tf.cast(to!, 'float32'), tf.cast(from!, 'float32'), true) // [N, N]: edges to i from j
  const isHeard = tf.greater(counts, 0) //                            [N, N]

  const q = tf.matMul(nodes, wq, false, true) //                      [N, dHead]
  const k = tf.matMul(nodes, wk, false, true) //                      [N, dHead]
  const v = tf.matMul(nodes, wv, false, true) //                      [N, D]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(wq.shape[0])) // [N, N], receiver and sender
  const highest = tf.max(tf.where(isHeard, scores, -Infinity), 1, true) //       [N, 1], -Infinity without senders
  // Choosing, not multiplying: without senders the exponentials are not finite.
  const exponentials = tf.where(isHeard, tf.exp(tf.sub(scores, highest)), 0) //  [N, N]
  const shares = tf.mul(counts, exponentials) //                      [N, N], an edge that is there twice counts twice
  const weights = tf.divNoNan(shares, tf.sum(shares, 1, true)) //     [N, N], zeros without senders
  return tf.add(nodes, tf.matMul(weights, v)) //                      [N, D]
}
