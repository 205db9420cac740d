import * as tf from '@tensorflow/tfjs-core'

/** One round of messages, edge by edge: every edge carries a score, and receivers gather what is theirs. */
export function messagePassing(
  nodes: number[][],
  edges: number[][],
  wq: number[][],
  wk: number[][],
  wv: number[][],
): number[][] {
  const x = tf.tensor2d(nodes)
  const ends = (end: number) =>
    tf.tensor1d(
      edges.map((edge) => edge[end]!),
      'int32',
    )
  const [from, to] = [ends(0), ends(1)]
  const project = (weights: number[][], of: tf.Tensor1D) =>
    tf.gather(tf.matMul(x, tf.tensor2d(weights), false, true), of) // [E, …]
  const products = tf.sum(tf.mul(project(wq, to), project(wk, from)), 1) // [E]
  const scores = tf.div(products, Math.sqrt(wq.length))

  const isReceiver = tf.equal(tf.expandDims(tf.range(0, nodes.length, 1, 'int32'), 1), to) // [N, E]
  const highest = tf.max(tf.where(isReceiver, scores, -1e30), 1) // [N]
  const exponentials = tf.exp(tf.sub(scores, tf.gather(highest, to))) // [E]
  const shares = tf.where(isReceiver, exponentials, 0) // [N, E]
  const weights = tf.divNoNan(shares, tf.sum(shares, 1, true)) // [N, E]
  return tf.add<tf.Tensor2D>(x, tf.matMul(weights, project(wv, from))).arraySync()
}
