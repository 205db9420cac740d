/**
 * Cross-entropy: how surprised the model is by the right answers, on average.
 *
 *     loss = mean over the kept rows n of  −log softmax(logits[n])[targets[n]]
 *          = mean over the kept rows n of  log Σ over v of exp(logits[n][v])  −  logits[n][targets[n]]
 *
 * @param logits   N rows of V scores, one per class; any finite numbers, even thousands
 * @param targets  the right class of each row, 0 … V - 1, or `ignore`
 * @param ignore   the target that means "no answer here": such a row is left out of sum and count
 * @returns        the mean in natural logarithms; 0 when no row is kept
 */
export function crossEntropy(logits: number[][], targets: number[], ignore: number): number {
  throw new Error('not implemented')
}
