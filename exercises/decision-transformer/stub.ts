import * as tf from '@tensorflow/tfjs-core'

/** w is [out, in], b is [out]: y = x wᵀ + b. */
export interface Linear {
  w: tf.Tensor2D
  b: tf.Tensor1D
}

export interface Norm {
  gamma: tf.Tensor1D
  beta: tf.Tensor1D
}

/** As in the exercise "Transformer block": pre-norm, exact GELU, every weight [out, in]. */
export interface Block {
  ln1: Norm
  attention: {
    wq: tf.Tensor2D
    bq: tf.Tensor1D
    wk: tf.Tensor2D
    bk: tf.Tensor1D
    wv: tf.Tensor2D
    bv: tf.Tensor1D
    wo: tf.Tensor2D
    bo: tf.Tensor1D
  }
  ln2: Norm
  ffn: { w1: tf.Tensor2D; b1: tf.Tensor1D; w2: tf.Tensor2D; b2: tf.Tensor1D }
}

export interface AgentWeights {
  /** w is [dModel, 1]. */
  embedReturn: Linear
  /** w is [dModel, dState]. */
  embedState: Linear
  /** w is [dModel, dAction]. */
  embedAction: Linear
  /** A learned vector for every timestep of an episode, [steps, dModel]. */
  time: tf.Tensor2D
  blocks: Block[]
  /** The norm after the last block. */
  lnF: Norm
  /** w is [dAction, dModel]. */
  head: Linear
}

/**
 * The Decision Transformer (Chen et al. 2021, section 3):
 *
 *     R_t      = r_t + r_{t+1} + … + r_{T-1}                       the return to go
 *     sequence = R_0 s_0 a_0 R_1 s_1 a_1 …                         each embedded, plus time[timesteps_t]
 *     x        = blocks, in order, under a causal mask over all 3T tokens
 *     a_t is predicted from what stands at s_t:  head · LN_F(x) + b
 *
 * @param rewards    float32 [B, T]
 * @param states     float32 [B, T, dState]
 * @param actions    what was done in each step, float32 [B, T, dAction]
 * @param timesteps  which step of its episode each one is, int32 [B, T]; below time's number of rows
 * @param weights    embeddings, any number of blocks (even none), the last norm and the head
 * @param nHeads     how many heads every block has; divides dModel
 * @returns returnsToGo  float32 [B, T]
 *          predictions  float32 [B, T, dAction]
 */
export function decisionTransformer(
  rewards: tf.Tensor2D,
  states: tf.Tensor3D,
  actions: tf.Tensor3D,
  timesteps: tf.Tensor2D,
  weights: AgentWeights,
  nHeads: number,
): { returnsToGo: tf.Tensor; predictions: tf.Tensor } {
  throw new Error('not implemented')
}
