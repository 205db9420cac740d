import * as tf from '@tensorflow/tfjs-core'
import {
  addNorm,
  attend,
  decoderLayer,
  feedForward,
  type DecoderLayerParameters,
} from './decoder-layer.ts'
import type { FeedForwardParameters } from './gelu-feed-forward.ts'
import { linear } from './linear.ts'
import type { AttentionWeights } from './multi-head-attention.ts'
import { sinusoidalPositions } from './sinusoidal-positions.ts'
import type { NormParameters } from './transformer-block.ts'

export interface EncoderLayerParameters {
  readonly attention: AttentionWeights
  readonly ln1: NormParameters
  readonly ffn: FeedForwardParameters
  readonly ln2: NormParameters
}

/** embedding: [vocab, dModel]. */
export interface TranslatorWeights {
  readonly embedding: tf.Tensor2D
  readonly encoder: readonly EncoderLayerParameters[]
  readonly decoder: readonly DecoderLayerParameters[]
}

const padding = 0

/** The Transformer of 2017 with one embedding for both languages and the output (Vaswani et al. 2017, section 3). */
export function encoderDecoder(
  source: tf.Tensor2D,
  target: tf.Tensor2D,
  { embedding, encoder, decoder }: TranslatorWeights,
  nHeads: number,
): tf.Tensor {
  const [B, S] = source.shape
  const real = tf.notEqual<tf.Tensor2D>(source, padding) //         [B, S]
  const visible = tf.reshape(real, [B, 1, 1, S]) //                 [B, 1, 1, S]

  let memory = embed(source, embedding) //                          [B, S, dModel]
  for (const { attention, ln1, ffn, ln2 } of encoder) {
    const read = attend(memory, memory, attention, nHeads, visible)
    const x = addNorm(memory, read, ln1) //                         [B, S, dModel]
    memory = addNorm(x, feedForward(x, ffn), ln2) //                [B, S, dModel]
  }

  let x = embed(target, embedding) //                               [B, T, dModel]
  for (const layer of decoder) {
    x = decoderLayer(x, memory, real, layer, nHeads) //             [B, T, dModel]
  }
  return linear(x, embedding, null) //                              [B, T, vocab], the tied head
}

/** √dModel · embedding[ids] + positions. */
function embed(ids: tf.Tensor2D, embedding: tf.Tensor2D): tf.Tensor3D {
  const length = ids.shape[1]
  const dModel = embedding.shape[1]
  const tokens = tf.mul(tf.gather(embedding, ids), Math.sqrt(dModel)) // [B, length, dModel]
  return tf.add(tokens, sinusoidalPositions(length, dModel)) //          [B, length, dModel]
}
