/** One number for each width. */
interface Measured {
  variance: number[]
  largest: number[]
  entropy: number[]
}

/**
 * Why attention divides by √d, as an experiment. For each width d, take the first d channels of all
 * queries and keys, and their T·S scores q · k (raw) or q · k / √d (scaled). Measure
 *
 *     variance   of all these scores:  mean of (score - mean)²
 *     largest    the largest softmax weight of each query, as a mean over the queries
 *     entropy    -Σ w ln w over the weights of each query, as a mean over the queries; 0 ln 0 is 0
 *
 * @param q       T queries of D numbers
 * @param k       S keys of D numbers
 * @param widths  the widths d, each from 1 to D
 */
export function scoreVariance(
  q: number[][],
  k: number[][],
  widths: number[],
): { raw: Measured; scaled: Measured } {
  throw new Error('not implemented')
}
