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

/** Multi-head self-attention with tensor operations, all heads at once. */
export function multiHeadAttention(
  x: tf.Tensor3D,
  weights: AttentionWeights,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const [B, T, dModel] = x.shape
  const dHead = dModel / nHeads
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [B, T, nHeads, dHead]), [0, 2, 1, 3])

  const q = split(tf.add(tf.matMul(x, wq, false, true), bq)) // [B, H, T, dHead]
  const k = split(tf.add(tf.matMul(x, wk, false, true), bk)) // [B, H, T, dHead]
  const v = split(tf.add(tf.matMul(x, wv, false, true), bv)) // [B, H, T, dHead]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [B, H, T, T]
  const visible = mask ? tf.where(mask, scores, -Infinity) : scores // [B, H, T, T]
  const heads = tf.matMul(tf.softmax(visible), v) // [B, H, T, dHead]
  const merged = tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [B, T, dModel]) // [B, T, dModel]
  return tf.add(tf.matMul(merged, wo, false, true), bo) // [B, T, dModel]
}
