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

interface Block {
  ln1: Norm
  attention: Attention
  ln2: Norm
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
}

interface GptWeights {
  wte: tf.Tensor2D
  wpe: tf.Tensor2D
  blocks: Block[]
  lnF: Norm
}

/** GPT's forward pass with tensor operations. */
export function gptForward(ids: tf.Tensor2D, weights: GptWeights, nHeads: number): tf.Tensor {
  const { wte, wpe, blocks, lnF } = weights
  const [B, T] = ids.shape
  const [vocab, dModel] = wte.shape
  const mask = tf.cast(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), 'bool') // [T, T], lower triangle
  const picked = tf.matMul(tf.cast(tf.oneHot(tf.reshape(ids, [B * T]), vocab), 'float32'), wte) // [B·T, dModel]
  const start = tf.add(tf.reshape(picked, [B, T, dModel]), tf.slice(wpe, [0, 0], [T, -1]))
  const x = blocks.reduce((y, block) => applyBlock(y, block, nHeads, mask), start) // [B, T, dModel]
  return tf.matMul(normalise(x, lnF), wte, false, true) // [B, T, vocab]
}

function applyBlock(x: tf.Tensor, block: Block, nHeads: number, mask: tf.Tensor): tf.Tensor {
  const { ln1, attention, ln2, ffn } = block
  const y = tf.add(x, attend(normalise(x, ln1), attention, nHeads, mask)) // [B, T, dModel]
  const inner = linear(normalise(y, ln2), ffn.w1, ffn.b1) // [B, T, dFF]
  const phi = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2)))) // [B, T, dFF]
  return tf.add(y, linear(tf.mul(inner, phi), ffn.w2, ffn.b2)) // [B, T, dModel]
}

function normalise(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [B, T, 1]
  const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))) // [B, T, dModel]
  return tf.add(tf.mul(standard, gamma), beta)
}

function attend(x: tf.Tensor, weights: Attention, nHeads: number, mask: tf.Tensor): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const [B, T, dModel] = x.shape as [number, number, number]
  const dHead = dModel / nHeads
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [B, T, nHeads, dHead]), [0, 2, 1, 3])
  const [q, k, v] = [split(linear(x, wq, bq)), split(linear(x, wk, bk)), split(linear(x, wv, bv))] // [B, H, T, dHead]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [B, H, T, T]
  const shares = tf.softmax(tf.where(mask, scores, -Infinity)) // [B, H, T, T]
  const heads = tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]) // [B, T, H, dHead]
  return linear(tf.reshape(heads, [B, T, dModel]), wo, bo) // [B, T, dModel]
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}
