import * as tf from '@tensorflow/tfjs-core'

export interface Norm {
  gamma: tf.Tensor1D
  beta: tf.Tensor1D
}

/** Every weight is [out, in], so y = x Wᵀ + b. */
export interface Attention {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

/** w1 is [dFF, dModel], w2 is [dModel, dFF]. */
export interface FeedForward {
  w1: tf.Tensor2D
  b1: tf.Tensor1D
  w2: tf.Tensor2D
  b2: tf.Tensor1D
}

export interface EncoderLayer {
  attention: Attention
  ln1: Norm
  ffn: FeedForward
  ln2: Norm
}

/** As in the exercise "Decoder layer with cross-attention". */
export interface DecoderLayer {
  selfAttention: Attention
  ln1: Norm
  crossAttention: Attention
  ln2: Norm
  ffn: FeedForward
  ln3: Norm
}

export interface Translator {
  /** [vocab, dModel]: for source, target and output. */
  embedding: tf.Tensor2D
  encoder: EncoderLayer[]
  decoder: DecoderLayer[]
}

/** The word that fills up short sources. */
const PAD = 0

/**
 * The Transformer of 2017 (Vaswani et al., section 3), in training: which word comes next at every
 * position of the target?
 *
 *     embed(ids) = √dModel · embedding[ids] + positions        sinusoidal, from position 0
 *     memory     = encoder layers applied to embed(source)     x = LN1(x + attention(x)), then LN2(x + FFN(x))
 *     x          = decoder layers applied to embed(target)     each reads the finished memory
 *     logits     = x embeddingᵀ
 *
 * The FFN is W2 relu(W1 x + b1) + b2; norms have 1e-5 under the root.
 *
 * @param source   word ids, int32 [B, S]; PAD at the end of short sentences, which nothing may read
 * @param target   word ids, int32 [B, T], shifted already (BOS first); no padding
 * @param weights  one embedding, any number of encoder layers and of decoder layers (even none)
 * @param nHeads   how many heads every attention has; divides dModel, which is even
 * @returns        raw scores, float32 [B, T, vocab]
 */
export function encoderDecoder(
  source: tf.Tensor2D,
  target: tf.Tensor2D,
  weights: Translator,
  nHeads: number,
): tf.Tensor {
  throw new Error('not implemented')
}
