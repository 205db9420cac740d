import * as tf from '@tensorflow/tfjs-core'
import { adamW } from 'attendant/adamw'
import { batches } from 'attendant/batches'
import { gptForward, type GptWeights } from 'attendant/gpt-forward'
import { learningRate } from 'attendant/learning-rate'

interface Settings {
  schedule: { maximum: number; minimum: number; warmup: number; total: number }
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  maxNorm: number
}

/** Training with the gradients that tf works out. */
export function trainGpt(
  data: number[],
  weights: GptWeights,
  nHeads: number,
  T: number,
  uniforms: number[][],
  settings: Settings,
  probe: number[],
): { losses: number[]; logits: number[][] } {
  const vocab = weights.wte.shape[0]
  const rates = learningRate(
    uniforms.map((_, s) => s + 1),
    settings.schedule,
  )
  let now = tensorsOf(weights)
  let m = now.map((tensor) => tf.zerosLike(tensor))
  let v = now.map((tensor) => tf.zerosLike(tensor))
  const losses: number[] = []
  for (const [s, drawn] of uniforms.entries()) {
    const before = [...now, ...m, ...v]
    const next = tf.tidy(() => {
      const { x, y } = batches(data, T, drawn)
      const right = tf.oneHot(tf.tensor2d(y, undefined, 'int32'), vocab) // [B, T, vocab]
      const ids = tf.tensor2d(x, undefined, 'int32') //                     [B, T]
      const { value, grads } = tf.valueAndGrads((...parts: tf.Tensor[]) => {
        const logits = gptForward(ids, rebuilt(weights, parts), nHeads) //  [B, T, vocab]
        const surprise = tf.neg(tf.sum(tf.mul(right, tf.logSoftmax(logits)), -1)) // [B, T]
        return tf.mean<tf.Scalar>(surprise)
      })(now)
      losses.push(value.arraySync())
      return adamW(now, grads, m, v, s + 1, { ...settings, learningRate: rates[s]! })
    })
    if (s > 0) tf.dispose(before)
    now = next.weights
    m = next.m
    v = next.v
  }
  const logits = gptForward(tf.tensor2d([probe], undefined, 'int32'), rebuilt(weights, now), nHeads)
  return { losses, logits: (logits.arraySync() as number[][][])[0]! }
}

type Tree = tf.Tensor | Tree[] | { [name: string]: Tree }

function tensorsOf(weights: GptWeights): tf.Tensor[] {
  const list = (tree: Tree): tf.Tensor[] =>
    tree instanceof tf.Tensor ? [tree] : Object.values(tree).flatMap(list)
  return list(weights as unknown as Tree)
}

/** The same tree with other tensors, in the order of tensorsOf. */
function rebuilt(weights: GptWeights, tensors: tf.Tensor[]): GptWeights {
  let at = 0
  const copy = (tree: Tree): Tree => {
    if (tree instanceof tf.Tensor) return tensors[at++]!
    if (Array.isArray(tree)) return tree.map(copy)
    return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, copy(part)]))
  }
  return copy(weights as unknown as Tree) as unknown as GptWeights
}
