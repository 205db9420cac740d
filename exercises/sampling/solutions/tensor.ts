import * as tf from '@tensorflow/tfjs-core'

interface Settings {
  temperature: number
  topK: number
  topP: number
}

/** One token per row: sorted by topk, cut by cumulative sums, and counted. */
export function sample(logits: number[][], settings: Settings, uniforms: number[]): number[] {
  const { temperature, topP } = settings
  const [B, V] = [logits.length, logits[0]!.length]
  const k = temperature === 0 ? 1 : Math.min(V, settings.topK)
  const { values, indices } = tf.topk(tf.tensor2d(logits), k) // [B, k] each, likeliest first
  const shares = tf.softmax(tf.div(values, temperature || 1)) // [B, k]
  const before = tf.cumsum(shares, 1, true) // [B, k], mass of the tokens in front
  const nucleus = tf.mul(shares, tf.cast(tf.less(before, topP), 'float32')) // [B, k], 0 where cut off
  const threshold = tf.mul(tf.sum(nucleus, 1, true), tf.reshape(uniforms, [B, 1])) // [B, 1]
  const isPassed = tf.lessEqual(tf.cumsum(nucleus, 1), threshold) // [B, k]
  const places = tf.sum(tf.cast(isPassed, 'int32'), 1).arraySync() as number[] // [B]
  const ids = indices.arraySync()
  return ids.map((row, b) => row[places[b]!]!)
}
