import * as tf from '@tensorflow/tfjs-core'
import { layerNorm } from './layer-norm.ts'
import { linear } from './linear.ts'
import {
  epsilon,
  transformerBlock,
  type BlockParameters,
  type NormParameters,
} from './transformer-block.ts'

/** w: [out, in], b: [out]. */
interface Linear {
  readonly w: tf.Tensor2D
  readonly b: tf.Tensor1D
}

/** time: [steps, dModel]. */
interface AgentWeights {
  readonly embedReturn: Linear
  readonly embedState: Linear
  readonly embedAction: Linear
  readonly time: tf.Tensor2D
  readonly blocks: readonly BlockParameters[]
  readonly lnF: NormParameters
  readonly head: Linear
}

/**
 * Acting as language modelling: the sequence is R0 s0 a0 R1 s1 a1 …, and what stands at s_t predicts
 * a_t (Chen et al. 2021, section 3).
 */
export function decisionTransformer(
  rewards: tf.Tensor2D,
  states: tf.Tensor3D,
  actions: tf.Tensor3D,
  timesteps: tf.Tensor2D,
  { embedReturn, embedState, embedAction, time, blocks, lnF, head }: AgentWeights,
  nHeads: number,
) {
  const [B, T] = rewards.shape
  const dModel = time.shape[1]
  const returnsToGo = tf.cumsum(rewards, 1, false, true) //                  [B, T], from t to the end
  const when = tf.gather(time, timesteps) //                                 [B, T, dModel]
  const embed = (x: tf.Tensor, { w, b }: Linear) => tf.add(linear(x, w, b), when)
  const triples = tf.stack(
    [
      embed(tf.expandDims(returnsToGo, 2), embedReturn), //                  [B, T, dModel]
      embed(states, embedState), //                                          [B, T, dModel]
      embed(actions, embedAction), //                                        [B, T, dModel]
    ],
    2,
  ) //                                                                       [B, T, 3, dModel]
  const places = tf.range(0, 3 * T) //                                       [3T]
  const past = tf.lessEqual<tf.Tensor2D>(places, tf.reshape(places, [3 * T, 1])) // [3T, 3T]

  let x = tf.reshape<tf.Rank.R3>(triples, [B, 3 * T, dModel]) //             [B, 3T, dModel]
  for (const block of blocks) x = transformerBlock(x, block, nHeads, past)
  const final = layerNorm(x, lnF.gamma, lnF.beta, epsilon) //                [B, 3T, dModel]
  const kinds = tf.reshape(final, [B, T, 3, dModel]) //                      [B, T, 3, dModel]
  const atStates = tf.slice(kinds, [0, 0, 1, 0], [B, T, 1, dModel]) //       [B, T, 1, dModel]
  const predictions = linear(tf.squeeze(atStates, [2]), head.w, head.b) //   [B, T, dAction]
  return { returnsToGo, predictions }
}
