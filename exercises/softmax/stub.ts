/**
 * Softmax of each row of scores:
 *
 *     weights[t][s] = exp(scores[t][s]) / Σ over s' of exp(scores[t][s'])
 *
 * @param scores  T rows (queries) of S numbers (keys). Some may be -Infinity, which means "hidden",
 *                but never all of a row. Leave the array as it is: return a new one.
 * @returns       T rows of S weights; each row sums to 1
 */
export function softmax(scores: number[][]): number[][] {
  throw new Error('not implemented')
}
