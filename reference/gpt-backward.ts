import * as tf from '@tensorflow/tfjs-core'
import { attentionBackward } from './attention-backward.ts'
import { attention } from './attention.ts'
import { crossEntropyBackward } from './cross-entropy-backward.ts'
import { causalMask, embed, type GptWeights } from './gpt-forward.ts'
import { layerNormBackward } from './layer-norm-backward.ts'
import { layerNorm } from './layer-norm.ts'
import { linearBackward } from './linear-backward.ts'
import { linear } from './linear.ts'
import { mergeHeads, splitHeads } from './multi-head-attention.ts'
import { epsilon, transformerBlock, type BlockParameters } from './transformer-block.ts'

/**
 * The mean cross-entropy of a GPT that predicts `targets`, and its gradient for every weight, in the
 * form of the weights. By hand, from the backward passes of the parts, because engines lack some of the
 * gradients that tfjs would ask them for. Only what enters each block is kept; the rest is computed again.
 */
export function gptBackward(
  ids: tf.Tensor2D,
  targets: tf.Tensor2D,
  weights: GptWeights,
  nHeads: number,
): { loss: tf.Tensor; gradients: GptWeights } {
  const { wte, wpe, blocks, lnF } = weights
  const [B, T] = ids.shape
  const [vocab, dModel] = wte.shape
  const mask = causalMask(T) //                                              [T, T]

  const inputs = [embed(ids, weights)] //                                    of each block, [B, T, dModel]
  for (const block of blocks) inputs.push(transformerBlock(inputs.at(-1)!, block, nHeads, mask))
  const last = inputs.pop()! //                                              [B, T, dModel]
  const final = layerNorm(last, lnF.gamma, lnF.beta, epsilon) //             [B, T, dModel]
  const logits = linear(tf.reshape(final, [B * T, dModel]), wte, null) //    [B·T, vocab]
  const due = tf.reshape(targets, [B * T]) //                                [B·T]
  const surprise = tf.neg(tf.sum(tf.mul(oneHot(due, vocab), tf.logSoftmax(logits)), 1)) // [B·T]

  const dLogits = crossEntropyBackward(logits as tf.Tensor2D, due as tf.Tensor1D, -1) // [B·T, vocab]
  const head = linearBackward(final as tf.Tensor3D, wte, dLogits as tf.Tensor3D) //      dW: [vocab, dModel]
  const norm = layerNormBackward(last, lnF.gamma, epsilon, head.dx as tf.Tensor3D)
  let dx = norm.dx as tf.Tensor3D //                                         [B, T, dModel]
  const blockGradients = blocks.map((block) => block)
  for (let at = blocks.length - 1; at >= 0; at--) {
    const back = blockBackward(inputs[at]!, blocks[at]!, nHeads, mask, dx)
    blockGradients[at] = back.gradients
    dx = back.dx
  }
  const chosen = oneHot(tf.reshape(ids, [B * T]), vocab) //                  [B·T, vocab]
  const looked = tf.matMul(chosen, tf.reshape(dx, [B * T, dModel]), true) // [vocab, dModel]
  const unused = tf.zeros([wpe.shape[0] - T, dModel])
  return {
    loss: tf.mean(surprise),
    gradients: {
      wte: tf.add(head.dW, looked), // at both ends: as the head and as the table of tokens
      wpe: tf.concat([tf.sum(dx, 0), unused]) as tf.Tensor2D, //             [context, dModel]
      blocks: blockGradients,
      lnF: { gamma: norm.dgamma as tf.Tensor1D, beta: norm.dbeta as tf.Tensor1D },
    },
  }
}

function blockBackward(
  x: tf.Tensor3D,
  { ln1, attention: weights, ln2, ffn }: BlockParameters,
  nHeads: number,
  mask: tf.Tensor2D,
  dOut: tf.Tensor3D,
): { dx: tf.Tensor3D; gradients: BlockParameters } {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const before = layerNorm(x, ln1.gamma, ln1.beta, epsilon) as tf.Tensor3D // [B, T, dModel]
  const q = splitHeads(linear(before, wq, bq), nHeads) //                     [B·H, T, dHead]
  const k = splitHeads(linear(before, wk, bk), nHeads)
  const v = splitHeads(linear(before, wv, bv), nHeads)
  const merged = mergeHeads(attention(q, k, v, mask), nHeads) as tf.Tensor3D // [B, T, dModel]
  const y = tf.add<tf.Tensor3D>(x, linear(merged, wo, bo)) //              [B, T, dModel]
  const between = layerNorm(y, ln2.gamma, ln2.beta, epsilon) as tf.Tensor3D // [B, T, dModel]
  const inner = linear(between, ffn.w1, ffn.b1) //                            [B, T, dFF]
  const phi = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2)))) //  [B, T, dFF]
  const hidden = tf.mul<tf.Tensor3D>(inner, phi) //                        [B, T, dFF]

  const second = linearBackward(hidden, ffn.w2, dOut)
  const density = tf.mul(tf.exp(tf.mul(tf.square(inner), -0.5)), 1 / Math.sqrt(2 * Math.PI))
  const dGelu = tf.add(phi, tf.mul(inner, density)) //                        [B, T, dFF], of x Φ(x)
  const first = linearBackward(between, ffn.w1, tf.mul(second.dx, dGelu))
  const norm2 = layerNormBackward(y, ln2.gamma, epsilon, first.dx as tf.Tensor3D)
  const dy = tf.add<tf.Tensor3D>(dOut, norm2.dx) //                        [B, T, dModel]: around the FFN and through it

  const out = linearBackward(merged, wo, dy)
  const { dq, dk, dv } = attentionBackward(q, k, v, mask, splitHeads(out.dx, nHeads))
  const [query, key, value] = [
    linearBackward(before, wq, mergeHeads(dq, nHeads) as tf.Tensor3D),
    linearBackward(before, wk, mergeHeads(dk, nHeads) as tf.Tensor3D),
    linearBackward(before, wv, mergeHeads(dv, nHeads) as tf.Tensor3D),
  ]
  const dBefore = tf.addN([query.dx, key.dx, value.dx]) as tf.Tensor3D //     [B, T, dModel]
  const norm1 = layerNormBackward(x, ln1.gamma, epsilon, dBefore)
  const gradients = {
    ln1: { gamma: norm1.dgamma, beta: norm1.dbeta },
    attention: {
      ...{ wq: query.dW, bq: query.db, wk: key.dW, bk: key.db },
      ...{ wv: value.dW, bv: value.db, wo: out.dW, bo: out.db },
    },
    ln2: { gamma: norm2.dgamma, beta: norm2.dbeta },
    ffn: { w1: first.dW, b1: first.db, w2: second.dW, b2: second.db },
  } as BlockParameters
  return { dx: tf.add(dy, norm1.dx), gradients }
}

/** [N] -> [N, vocab], float32: a product with it looks rows up, on every engine. */
function oneHot(ids: tf.Tensor, vocab: number): tf.Tensor2D {
  return tf.cast(tf.equal(tf.expandDims(ids, 1), tf.range(0, vocab, 1, 'int32')), 'float32')
}
