import * as tf from '@tensorflow/tfjs-core'
import { gptForward, type GptWeights } from 'attendant/gpt-forward'
import { sample } from 'attendant/sampling'

interface Settings {
  /** Divides the logits; 0: always the likeliest token. */
  temperature: number
  /** So many of the likeliest tokens are kept, at most. */
  topK: number
  /** Of those, as few as have this mass. */
  topP: number
}

/**
 * Writes on, one character after the other:
 *
 *     tokens     END (id 0), then the prompt; character i of the vocabulary has the id i + 1
 *     each time  the model reads the newest `context` tokens, or all of them
 *                its logits after the last one give the next token, as in the exercise "Sampling a token"
 *     the end    when END is drawn, which is not written, or when all uniform numbers are used
 *
 * @param weights     of a GPT, trained or not: row 0 of `wte` is that of END, and `wpe` has `context` rows
 * @param nHeads      how many heads every block has
 * @param vocabulary  the characters, without END
 * @param prompt      what the text begins with, perhaps nothing; all its characters are in the vocabulary
 * @param settings    how a token is drawn
 * @param uniforms    one number in [0, 1) for each token that may be drawn, perhaps none
 * @returns           the prompt and everything written after it
 */
export function writeText(
  weights: GptWeights,
  nHeads: number,
  vocabulary: string[],
  prompt: string,
  settings: Settings,
  uniforms: number[],
): string {
  throw new Error('not implemented')
}
