import * as tf from '@tensorflow/tfjs-core'
import { adamW } from 'attendant/adamw'
import { batches } from 'attendant/batches'
import { gptForward, type GptWeights } from 'attendant/gpt-forward'
import { learningRate } from 'attendant/learning-rate'

export interface Settings {
  /** As in the exercise on the learning rate. */
  schedule: { maximum: number; minimum: number; warmup: number; total: number }
  /** The rest is as in the exercise on AdamW. */
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  maxNorm: number
}

/**
 * Trains a GPT to predict the next token, and asks it about a text. Step s = 1 … S does this:
 *
 *     x, y    = batches(data, T, uniforms[s - 1])                   B windows, and what comes next
 *     logits  = gptForward(x, weights, nHeads)                      [B, T, vocab]
 *     loss    = mean of −log softmax(logits[b, t])[y[b, t]]         over all B · T positions
 *     rate    = learningRate([s], settings.schedule)[0]
 *     weights = adamW(weights, ∂loss / ∂weights, m, v, s, …)        at this rate; m and v are new as well
 *
 * @param data      the text as token numbers, more than T of them
 * @param weights   where training starts; leave these tensors as they are
 * @param nHeads    how many heads every block has
 * @param T         how many tokens a window has, at most the context
 * @param uniforms  for each of S steps, B numbers in [0, 1) that pick its windows
 * @param settings  the schedule of the learning rate, and what AdamW wants
 * @param probe     P token numbers, at most the context
 * @returns losses  the loss of each step, found before its update
 *          logits  what the trained model says about `probe`, P rows of vocab scores
 */
export function trainGpt(
  data: number[],
  weights: GptWeights,
  nHeads: number,
  T: number,
  uniforms: number[][],
  settings: Settings,
  probe: number[],
): { losses: number[]; logits: number[][] } {
  throw new Error('not implemented')
}
