/**
 * A batch for training a language model: one window of T tokens for every uniform number, and its
 * targets, which are the same tokens one place later:
 *
 *     start[b] = ⌊ uniforms[b] · (N − T) ⌋
 *     x[b][t]  = data[start[b] + t]
 *     y[b][t]  = data[start[b] + t + 1]          t = 0 … T − 1
 *
 * @param data      a long row of N tokens
 * @param T         how many tokens a window has, at least 1 and less than N
 * @param uniforms  B numbers, each at least 0 and less than 1
 * @returns x  the windows, B rows of T tokens
 *          y  what each position has to predict, B rows of T tokens
 */
export function batches(
  data: number[],
  T: number,
  uniforms: number[],
): { x: number[][]; y: number[][] } {
  throw new Error('not implemented')
}
