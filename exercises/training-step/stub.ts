/**
 * Steps of gradient descent for a small language model: after token `id`, the logits of the next one are
 * W[id] + b. Each step has K micro-batches, whose gradients are gathered before the model is changed.
 * With n kept tokens in all micro-batches of a step, and p = softmax(W[id] + b):
 *
 *     loss     = (1 / n) Σ −log p[target]
 *     dW[id]  += (p − onehot(target)) / n      for every kept token
 *     db      += (p − onehot(target)) / n
 *     norm     = √(Σ dW² + Σ db²); when it is above maxNorm, dW and db are multiplied by maxNorm / norm
 *     W       −= learningRate dW,  b −= learningRate db
 *
 * @param W             V rows of V numbers; leave the array as it is
 * @param b             V numbers; leave the array as it is
 * @param ids           S steps of K micro-batches of N tokens
 * @param targets       the token that comes after each, or −1: no target there, the token is left out
 * @param learningRate  how far a step goes
 * @param maxNorm       the largest norm of all gradients together; null: no limit
 * @returns             W and b after the last step, and the loss of each step, found before its update
 */
export function trainingSteps(
  W: number[][],
  b: number[],
  ids: number[][][],
  targets: number[][][],
  learningRate: number,
  maxNorm: number | null,
): { W: number[][]; b: number[]; losses: number[] } {
  throw new Error('not implemented')
}
