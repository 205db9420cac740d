interface Settings {
  /** Divides the logits; 0: always the most likely token. */
  temperature: number
  /** At least 1; as many tokens as there are, or more: no limit. */
  topK: number
  /** Greater than 0, at most 1; 1: no limit. */
  topP: number
}

/**
 * Draws one token per row, each decided by a uniform number. For one row of logits:
 *
 *     1. divide the logits by the temperature
 *     2. sort the tokens: the likeliest first, of equal ones the lower id first
 *     3. keep the first topK of them; softmax over those gives their probabilities
 *     4. keep a token only if those before it have, together, less than topP
 *     5. divide by the mass that is left, so that the probabilities sum to 1 again
 *     6. walk through them in this order; take the first at which the sum exceeds the uniform number
 *
 * @param logits    B rows of V scores
 * @param settings  see above
 * @param uniforms  B numbers, each at least 0 and less than 1
 * @returns         B token ids, 0 … V - 1
 */
export function sample(logits: number[][], settings: Settings, uniforms: number[]): number[] {
  throw new Error('not implemented')
}
