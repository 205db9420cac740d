import * as tf from '@tensorflow/tfjs-core'
import { gptForward, type GptWeights } from './gpt-forward.ts'
import { sample, type SamplingSettings } from './sampling.ts'

/** The id that closes a text; characters are numbered from 1. */
const end = 0

/**
 * Continues `prompt`, one character for each uniform number, as a text of which the model has read an
 * END and the prompt. Nothing is read from the engine on the way: the result is a row of code points,
 * and the text stops at the first 0, which stands for END.
 */
export function writeText(
  weights: GptWeights,
  nHeads: number,
  vocabulary: readonly string[],
  prompt: string,
  settings: SamplingSettings,
  uniforms: tf.Tensor1D,
): tf.Tensor {
  const [context] = weights.wpe.shape
  const encoded = Array.from(prompt, (character) => vocabulary.indexOf(character) + 1)
  let ids = tf.tensor1d([end, ...encoded], 'int32') //                        [N + 1]
  for (let step = 0; step < uniforms.shape[0]; step++) {
    const size = Math.min(ids.shape[0], context)
    const window = tf.slice(ids, ids.shape[0] - size, size) //                [size], the newest
    const logits = gptForward(tf.expandDims<tf.Tensor2D>(window), weights, nHeads)
    const last = tf.squeeze<tf.Tensor2D>(tf.slice(logits, [0, size - 1, 0], [1, 1, -1]), [1]) // [1, vocab]
    const next = sample(last, settings, tf.slice(uniforms, step, 1)) as tf.Tensor1D // [1]
    ids = tf.concat([ids, tf.cast(next, 'int32')])
  }
  const written = tf.slice(ids, 1) //                                         [N + steps]
  const codePoints = [end, ...vocabulary.map((character) => character.codePointAt(0)!)]
  return tf.gather(tf.tensor1d(codePoints, 'int32'), written) //              [N + steps]
}
