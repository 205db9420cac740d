import * as tf from '@tensorflow/tfjs-core'
import { layerNorm } from './layer-norm.ts'
import {
  epsilon,
  transformerBlock,
  type BlockParameters,
  type NormParameters,
} from './transformer-block.ts'

/** wte: [vocab, dModel]; wpe: [context, dModel]. */
export interface GptWeights {
  readonly wte: tf.Tensor2D
  readonly wpe: tf.Tensor2D
  readonly blocks: readonly BlockParameters[]
  readonly lnF: NormParameters
}

/** GPT-2's forward pass with the head tied to the token embedding (Radford et al. 2019, section 2.3). */
export function gptForward(ids: tf.Tensor2D, weights: GptWeights, nHeads: number): tf.Tensor {
  const { wte, blocks, lnF } = weights
  const [B, T] = ids.shape
  const [vocab, dModel] = wte.shape
  const mask = causalMask(T) //                                          [T, T]
  let x = embed(ids, weights) //                                         [B, T, dModel]
  for (const block of blocks) x = transformerBlock(x, block, nHeads, mask) // [B, T, dModel]
  const final = layerNorm(x, lnF.gamma, lnF.beta, epsilon) //            [B, T, dModel]
  const rows = tf.reshape(final, [B * T, dModel]) //                     [B·T, dModel]
  return tf.reshape(tf.matMul(rows, wte, false, true), [B, T, vocab]) // [B, T, vocab]
}

/** What enters the first block: each token's vector plus that of its position, [B, T, dModel]. */
export function embed(ids: tf.Tensor2D, { wte, wpe }: GptWeights): tf.Tensor3D {
  const tokens = tf.gather(wte, ids) //                                  [B, T, dModel]
  const positions = tf.slice(wpe, [0, 0], [ids.shape[1], -1]) //         [T, dModel]
  return tf.add(tokens, positions)
}

/** [T, T], true where token s is not later than token t. */
export function causalMask(T: number): tf.Tensor2D {
  const steps = tf.range(0, T) //                                        [T]
  return tf.lessEqual(steps, tf.reshape(steps, [T, 1]))
}
