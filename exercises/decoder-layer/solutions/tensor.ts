import * as tf from '@tensorflow/tfjs-core'

interface Norm {
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

interface DecoderLayer {
  selfAttention: Attention
  ln1: Norm
  crossAttention: Attention
  ln2: Norm
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
  ln3: Norm
}

/** A decoder layer of the first Transformer with tensor operations. */
export function decoderLayer(
  target: tf.Tensor3D,
  memory: tf.Tensor3D,
  memoryMask: tf.Tensor2D,
  parameters: DecoderLayer,
  nHeads: number,
): tf.Tensor {
  const { selfAttention, ln1, crossAttention, ln2, ffn, ln3 } = parameters
  const T = target.shape[1]
  const triangle = tf.cast(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), 'bool') // [T, T]
  const real = tf.expandDims(tf.expandDims(memoryMask, 1), 1) // [B, 1, 1, S]
  const own = attend(target, target, selfAttention, nHeads, triangle) // [B, T, dModel]
  const x = normalise(tf.add(target, own), ln1)
  const y = normalise(tf.add(x, attend(x, memory, crossAttention, nHeads, real)), ln2)
  const inner = tf.relu(linear(y, ffn.w1, ffn.b1)) // [B, T, dFF]
  return normalise(tf.add(y, linear(inner, ffn.w2, ffn.b2)), ln3) // [B, T, dModel]
}

/** Queries from `x`, keys and values from `read`. */
function attend(
  x: tf.Tensor,
  read: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: Attention,
  nHeads: number,
  mask: tf.Tensor,
): tf.Tensor {
  const [B, T, dModel] = x.shape as [number, number, number]
  const dHead = dModel / nHeads
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [B, -1, nHeads, dHead]), [0, 2, 1, 3])
  const q = split(linear(x, wq, bq)) // [B, H, T, dHead]
  const [k, v] = [split(linear(read, wk, bk)), split(linear(read, wv, bv))] // [B, H, S, dHead]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [B, H, T, S]
  const shares = tf.softmax(tf.where(mask, scores, -Infinity)) // [B, H, T, S]
  const heads = tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]) // [B, T, H, dHead]
  return linear(tf.reshape(heads, [B, T, dModel]), wo, bo) // [B, T, dModel]
}

function normalise(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [B, T, 1]
  const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))) // [B, T, dModel]
  return tf.add(tf.mul(standard, gamma), beta)
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}
