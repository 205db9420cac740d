import * as tf from '@tensorflow/tfjs-core'
import { adamW, type AdamWSettings } from './adamw.ts'
import { batches } from './batches.ts'
import { gptBackward } from './gpt-backward.ts'
import { gptForward, type GptWeights } from './gpt-forward.ts'
import { learningRate, type Schedule } from './learning-rate.ts'

export interface TrainingSettings extends Omit<AdamWSettings, 'learningRate'> {
  readonly schedule: Schedule
}

/** The loss of each step before its update, [S], and what the trained model says about a text, [P, vocab]. */
export interface TrainedGpt {
  readonly losses: tf.Tensor
  readonly logits: tf.Tensor
  readonly weights: GptWeights
}

/**
 * Trains a GPT to predict the next token, one AdamW step for each row of `uniforms`, which pick the
 * windows. `onStep` is told how many steps are done and the loss of the last one.
 */
export function trainGpt(
  data: tf.Tensor1D,
  start: GptWeights,
  nHeads: number,
  T: number,
  uniforms: tf.Tensor2D,
  { schedule, ...settings }: TrainingSettings,
  probe: tf.Tensor1D,
  onStep?: (done: number, loss: tf.Tensor) => void,
): TrainedGpt {
  const [S] = uniforms.shape
  const rates = tf.unstack(learningRate(tf.range(1, S + 1), schedule)) // S times []
  let weights = tensorsOf(start)
  let m = weights.map((weight) => tf.zerosLike(weight))
  let v = m
  const losses: tf.Tensor[] = []
  for (const [s, drawn] of tf.unstack(uniforms).entries()) {
    const step = tf.tidy(() => {
      const { x, y } = batches(data, T, drawn as tf.Tensor1D) //            [B, T] each
      const now = withTensors(start, weights)
      const { loss, gradients } = gptBackward(x as tf.Tensor2D, y as tf.Tensor2D, now, nHeads)
      const rate = { ...settings, learningRate: rates[s] as tf.Scalar }
      return { loss, ...adamW(weights, tensorsOf(gradients), m, v, s + 1, rate) }
    })
    losses.push(step.loss)
    onStep?.(s + 1, step.loss)
    ;({ weights, m, v } = step)
  }
  const trained = withTensors(start, weights)
  const logits = gptForward(tf.expandDims(probe), trained, nHeads) //       [1, P, vocab]
  return { losses: tf.stack(losses), logits: tf.squeeze(logits, [0]), weights: trained }
}

type Tree = tf.Tensor | readonly Tree[] | { readonly [name: string]: Tree }

/** All tensors of the weights in one list. Two sets of weights may have their fields in different order. */
function tensorsOf(weights: GptWeights): tf.Tensor[] {
  const list = (tree: Tree): tf.Tensor[] => {
    if (tree instanceof tf.Tensor) return [tree]
    if (Array.isArray(tree)) return tree.flatMap(list)
    return fieldsOf(tree).flatMap(([, one]) => list(one))
  }
  return list(weights as unknown as Tree)
}

/** Weights of the same form that hold these tensors, which are in the order of `tensorsOf`. */
function withTensors(form: GptWeights, tensors: readonly tf.Tensor[]): GptWeights {
  const next = tensors[Symbol.iterator]()
  const fill = (tree: Tree): Tree => {
    if (tree instanceof tf.Tensor) return next.next().value as tf.Tensor
    if (Array.isArray(tree)) return tree.map(fill)
    return Object.fromEntries(fieldsOf(tree).map(([name, one]) => [name, fill(one)]))
  }
  return fill(form as unknown as Tree) as unknown as GptWeights
}

/** By name, in alphabetic order. */
function fieldsOf(tree: object): [string, Tree][] {
  return Object.entries(tree as Record<string, Tree>).sort(([one], [other]) =>
    one < other ? -1 : 1,
  )
}
