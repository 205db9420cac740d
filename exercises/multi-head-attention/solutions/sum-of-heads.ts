import * as tf from '@tensorflow/tfjs-core'

interface AttentionWeights {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

/** One head after the other: concatenating and projecting is the same as adding what each head writes. */
export function multiHeadAttention(
  x: tf.Tensor3D,
  weights: AttentionWeights,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const dHead = x.shape[2] / nHeads
  let output = tf.add(tf.zerosLike(x), bo) // [B, T, dModel]
  for (let h = 0; h < nHeads; h++) {
    const project = (W: tf.Tensor2D, b: tf.Tensor1D) =>
      tf.add(
        tf.matMul(x, tf.slice(W, [h * dHead, 0], [dHead, -1]), false, true),
        tf.slice(b, [h * dHead], [dHead]),
      ) // [B, T, dHead]
    const scores = tf.matMul(project(wq, bq), project(wk, bk), false, true) // [B, T, T]
    const scaled = tf.div(scores, Math.sqrt(dHead)) // [B, T, T]
    const shares = tf.softmax(mask ? tf.where(mask, scaled, -Infinity) : scaled) // [B, T, T]
    const head = tf.matMul(shares, project(wv, bv)) // [B, T, dHead]
    const columns = tf.slice(wo, [0, h * dHead], [-1, dHead]) // [dModel, dHead]
    output = tf.add(output, tf.matMul(head, columns, false, true)) // [B, T, dModel]
  }
  return output
}
