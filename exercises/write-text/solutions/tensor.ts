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

interface Settings {
  temperature: number
  topK: number
  topP: number
}

/** Writes with tensor operations, one call of itself for each character. */
export function writeText(
  weights: GptWeights,
  nHeads: number,
  vocabulary: string[],
  prompt: string,
  settings: Settings,
  uniforms: number[],
): string {
  const [uniform, ...others] = uniforms
  if (uniform === undefined) return prompt
  const idOf = new Map(vocabulary.map((character, place) => [character, place + 1]))
  const ids = [0, ...Array.from(prompt, (character) => idOf.get(character)!)]
  const id = tf.tidy(() => {
    const window = ids.slice(-weights.wpe.shape[0])
    return choose(lastLogits(window, weights, nHeads), settings, uniform)
  })
  if (id === 0) return prompt
  return writeText(weights, nHeads, vocabulary, prompt + vocabulary[id - 1]!, settings, others)
}

/** GPT's forward pass for one text, of which only the last row goes through the head: [vocab]. */
function lastLogits(ids: number[], weights: GptWeights, nHeads: number): tf.Tensor1D {
  const { wte, wpe, blocks, lnF } = weights
  const T = ids.length
  const mask = tf.cast(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), 'bool') // [T, T], lower triangle
  const start = tf.add(tf.gather(wte, ids), tf.slice(wpe, 0, T)) // [T, dModel]
  const x = blocks.reduce((y, block) => applyBlock(y, block, nHeads, mask), start) // [T, dModel]
  const last = normalise(tf.slice(x, T - 1, 1), lnF) // [1, dModel]
  return tf.squeeze(tf.matMul(last, wte, false, true)) // [vocab]
}

/** Sorted by topk and cut by cumulative sums; the numbers that the uniform one has passed are counted. */
function choose(logits: tf.Tensor1D, settings: Settings, uniform: number): number {
  const { temperature, topP } = settings
  const k = temperature === 0 ? 1 : Math.min(logits.size, settings.topK)
  const { values, indices } = tf.topk(logits, k) // [k] each, likeliest first
  const shares = tf.softmax(tf.div(values, temperature || 1)) // [k]
  const before = tf.cumsum(shares, 0, true) // [k], mass of the tokens in front
  const nucleus = tf.mul(shares, tf.cast(tf.less(before, topP), 'float32')) // [k], 0 where cut off
  const passed = tf.lessEqual(tf.cumsum(nucleus), tf.mul(tf.sum(nucleus), uniform)) // [k]
  const place = tf.sum(tf.cast(passed, 'int32')).dataSync()[0]!
  return indices.dataSync()[place]!
}

function applyBlock(x: tf.Tensor, block: Block, nHeads: number, mask: tf.Tensor): tf.Tensor {
  const { ln1, attention, ln2, ffn } = block
  const y = tf.add(x, attend(normalise(x, ln1), attention, nHeads, mask)) // [T, dModel]
  const inner = linear(normalise(y, ln2), ffn.w1, ffn.b1) // [T, dFF]
  const phi = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2)))) // [T, dFF]
  return tf.add(y, linear(tf.mul(inner, phi), ffn.w2, ffn.b2)) // [T, dModel]
}

function normalise(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true) // [T, 1]
  const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))) // [T, dModel]
  return tf.add(tf.mul(standard, gamma), beta)
}

function attend(x: tf.Tensor, weights: Attention, nHeads: number, mask: tf.Tensor): tf.Tensor {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const [T, dModel] = x.shape as [number, number]
  const dHead = dModel / nHeads
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [T, nHeads, dHead]), [1, 0, 2])
  const [q, k, v] = [split(linear(x, wq, bq)), split(linear(x, wk, bk)), split(linear(x, wv, bv))] // [H, T, dHead]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(dHead)) // [H, T, T]
  const shares = tf.softmax(tf.where(mask, scores, -Infinity)) // [H, T, T]
  const heads = tf.transpose(tf.matMul(shares, v), [1, 0, 2]) // [T, H, dHead]
  return linear(tf.reshape(heads, [T, dModel]), wo, bo) // [T, dModel]
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}
