import * as tf from '@tensorflow/tfjs-core'

interface LayerNorm {
  gamma: tf.Tensor1D
  beta: tf.Tensor1D
}

interface Attention {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

interface FeedForward {
  w1: tf.Tensor2D
  b1: tf.Tensor1D
  w2: tf.Tensor2D
  b2: tf.Tensor1D
}

interface BlockParameters {
  ln1: LayerNorm
  attention: Attention
  ln2: LayerNorm
  ffn: FeedForward
}

/** A pre-norm Transformer block with tensor operations. */
export function transformerBlock(
  x: tf.Tensor3D,
  { ln1, attention, ln2, ffn }: BlockParameters,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const y = tf.add(x, attend(normalise(x, ln1), attention, nHeads, mask)) // [B, T, dModel]
  return tf.add(y, feedForward(normalise(y, ln2), ffn)) // [B, T, dModel]
}

function normalise(x: tf.Tensor, { gamma, beta }: LayerNorm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [B, T, 1]
  const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))) // [B, T, dModel]
  return tf.add(tf.mul(standard, gamma), beta)
}

function attend(
  x: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: Attention,
  nHeads: number,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const [B, T, dModel] = x.shape as [number, number, number]
  const dHead = dModel / nHeads
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [B, T, nHeads, dHead]), [0, 2, 1, 3])
  const [q, k, v] = [split(linear(x, wq, bq)), split(linear(x, wk, bk)), split(linear(x, wv, bv))] // [B, H, T, dHead]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [B, H, T, T]
  const shares = tf.softmax(mask ? tf.where(mask, scores, -Infinity) : scores) // [B, H, T, T]
  const heads = tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]) // [B, T, H, dHead]
  return linear(tf.reshape(heads, [B, T, dModel]), wo, bo) // [B, T, dModel]
}

function feedForward(x: tf.Tensor, { w1, b1, w2, b2 }: FeedForward): tf.Tensor {
  const inner = linear(x, w1, b1) // [B, T, dFF]
  const gated = tf.mul(inner, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2)))))
  return linear(gated, w2, b2) // [B, T, dModel]
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}
