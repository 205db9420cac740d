import * as tf from '@tensorflow/tfjs-core'

interface Linear {
  w: tf.Tensor2D
  b: tf.Tensor1D
}

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

interface AgentWeights {
  embedReturn: Linear
  embedState: Linear
  embedAction: Linear
  time: tf.Tensor2D
  blocks: Block[]
  lnF: Norm
  head: Linear
}

/** The Decision Transformer with tensor operations. */
export function decisionTransformer(
  rewards: tf.Tensor2D,
  states: tf.Tensor3D,
  actions: tf.Tensor3D,
  timesteps: tf.Tensor2D,
  weights: AgentWeights,
  nHeads: number,
): { returnsToGo: tf.Tensor; predictions: tf.Tensor } {
  const { embedReturn, embedState, embedAction, time, blocks, lnF, head } = weights
  const [B, T] = rewards.shape
  const dModel = time.shape[1]
  const upToEnd = tf.linalg.bandPart(tf.ones([T, T]), -1, 0) // [T, T], ones where t' >= t
  const returnsToGo = tf.matMul(rewards, upToEnd) // [B, T]

  const when = tf.gather(time, timesteps) // [B, T, dModel]
  const triples = tf.concat(
    [
      tf.add(linear(tf.reshape(returnsToGo, [B, T, 1]), embedReturn), when),
      tf.add(linear(states, embedState), when),
      tf.add(linear(actions, embedAction), when),
    ],
    2,
  ) // [B, T, 3 dModel]: the three tokens of a step lie next to each other
  const past = tf.cast(tf.linalg.bandPart(tf.ones([3 * T, 3 * T]), -1, 0), 'bool')
  const tokens: tf.Tensor = tf.reshape(triples, [B, 3 * T, dModel])
  const x = blocks.reduce((y, block) => applyBlock(y, block, nHeads, past), tokens)
  const atStates = tf.gather(normalise(x, lnF), tf.range(1, 3 * T, 3, 'int32'), 1) // [B, T, dModel]
  return { returnsToGo, predictions: linear(atStates, head) }
}

function applyBlock(
  x: tf.Tensor,
  { ln1, attention, ln2, ffn }: Block,
  nHeads: number,
  mask: tf.Tensor,
): tf.Tensor {
  const y = tf.add(x, attend(normalise(x, ln1), attention, nHeads, mask)) // [B, 3T, dModel]
  const inner = linear(normalise(y, ln2), { w: ffn.w1, b: ffn.b1 }) // [B, 3T, dFF]
  const phi = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2))))
  return tf.add(y, linear(tf.mul(inner, phi), { w: ffn.w2, b: ffn.b2 }))
}

function attend(x: tf.Tensor, weights: Attention, nHeads: number, mask: tf.Tensor): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const [B, T, dModel] = x.shape as [number, number, number]
  const dHead = dModel / nHeads
  const project = (w: tf.Tensor2D, b: tf.Tensor1D) =>
    tf.transpose(tf.reshape(linear(x, { w, b }), [B, T, nHeads, dHead]), [0, 2, 1, 3])
  const scores = tf.matMul(project(wq, bq), project(wk, bk), false, true) // [B, H, 3T, 3T]
  const visible = tf.where(mask, tf.div(scores, Math.sqrt(dHead)), -Infinity)
  const heads = tf.matMul(tf.softmax(visible), project(wv, bv)) // [B, H, 3T, dHead]
  const merged = tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [B, T, dModel])
  return linear(merged, { w: wo, b: bo })
}

function normalise(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [B, 3T, 1]
  const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)))
  return tf.add(tf.mul(standard, gamma), beta)
}

function linear(x: tf.Tensor, { w, b }: Linear): tf.Tensor {
  return tf.add(tf.matMul(x, w, false, true), b)
}
