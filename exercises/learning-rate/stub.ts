interface Schedule {
  /** The rate at the end of the warmup. */
  maximum: number
  /** The rate from step `total` on. */
  minimum: number
  /** How many steps the rise takes; 0: there is none. */
  warmup: number
  /** The step at which the minimum is reached; at least `warmup`. */
  total: number
}

/**
 * The learning rate at each of some steps: a straight rise from 0 to the maximum, then half a cosine
 * (Loshchilov and Hutter 2017, equation 5) down to the minimum, where it stays.
 *
 *     t < warmup            maximum · t / warmup
 *     warmup <= t < total   minimum + (maximum − minimum) · (1 + cos(π (t − warmup) / (total − warmup))) / 2
 *     total <= t            minimum
 *
 * @param steps     steps t, in any order; 0 is the first
 * @param schedule  see above
 * @returns         one rate for each of `steps`
 */
export function learningRate(steps: number[], schedule: Schedule): number[] {
  throw new Error('not implemented')
}
