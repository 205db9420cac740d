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

interface FeedForward {
  w1: tf.Tensor2D
  b1: tf.Tensor1D
  w2: tf.Tensor2D
  b2: tf.Tensor1D
}

interface EncoderLayer {
  attention: Attention
  ln1: Norm
  ffn: FeedForward
  ln2: Norm
}

interface DecoderLayer {
  selfAttention: Attention
  ln1: Norm
  crossAttention: Attention
  ln2: Norm
  ffn: FeedForward
  ln3: Norm
}

interface Translator {
  embedding: tf.Tensor2D
  encoder: EncoderLayer[]
  decoder: DecoderLayer[]
}

const PAD = 0

/** The Transformer of 2017 with tensor operations. */
export function encoderDecoder(
  source: tf.Tensor2D,
  target: tf.Tensor2D,
  { embedding, encoder, decoder }: Translator,
  nHeads: number,
): tf.Tensor {
  const T = target.shape[1]
  const real = tf.expandDims(tf.expandDims(tf.notEqual(source, PAD), 1), 1) // [B, 1, 1, S]
  const past = tf.cast(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), 'bool') // [T, T]

  const memory = encoder.reduce(
    (x, { attention, ln1, ffn, ln2 }) => {
      const y = normalise(tf.add(x, attend(x, x, attention, nHeads, real)), ln1)
      return normalise(tf.add(y, feedForward(y, ffn)), ln2) // [B, S, dModel]
    },
    embed(source, embedding),
  )

  const output = decoder.reduce(
    (t, { selfAttention, ln1, crossAttention, ln2, ffn, ln3 }) => {
      const x = normalise(tf.add(t, attend(t, t, selfAttention, nHeads, past)), ln1)
      const y = normalise(tf.add(x, attend(x, memory, crossAttention, nHeads, real)), ln2)
      return normalise(tf.add(y, feedForward(y, ffn)), ln3) // [B, T, dModel]
    },
    embed(target, embedding),
  )
  return tf.matMul(output, embedding, false, true) // [B, T, vocab]
}

function embed(ids: tf.Tensor2D, embedding: tf.Tensor2D): tf.Tensor {
  const [length, dModel] = [ids.shape[1], embedding.shape[1]]
  const channels = tf.range(0, dModel) // [dModel]
  const exponents = tf.div(tf.sub(channels, tf.mod(channels, 2)), dModel)
  const angles = tf.div(tf.reshape(tf.range(0, length), [length, 1]), tf.pow(10000, exponents))
  const isSine = tf.equal(tf.mod(channels, 2), 0)
  const positions = tf.where(isSine, tf.sin(angles), tf.cos(angles)) // [length, dModel]
  const tokens = tf.gather(embedding, ids) // [B, length, dModel]
  return tf.add(tf.mul(tokens, Math.sqrt(dModel)), positions)
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

function feedForward(x: tf.Tensor, { w1, b1, w2, b2 }: FeedForward): tf.Tensor {
  return linear(tf.relu(linear(x, w1, b1)), w2, b2)
}

function normalise(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [B, T, 1]
  const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))) // [B, T, dModel]
  return tf.add(tf.mul(standard, gamma), beta)
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}
