/**
 * A linear layer, for each token on its own:
 *
 *     y[t][o] = Σ over i of W[o][i] · x[t][i]  +  b[o]
 *
 * @param x  T tokens of I features
 * @param W  the weights, O rows of I numbers: row o belongs to output feature o
 * @param b  one bias per output feature, O numbers; null: no bias
 * @returns  T tokens of O features, in new arrays
 */
export function linear(x: number[][], W: number[][], b: number[] | null): number[][] {
  throw new Error('not implemented')
}
