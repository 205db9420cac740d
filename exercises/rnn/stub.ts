/**
 * A recurrent network: it reads a sequence step by step and keeps a state.
 *
 *     h[t] = tanh(Wx x[t] + Wh h[t - 1] + b)          h[-1] is h0
 *
 * @param x   T steps of I features
 * @param h0  the state before the first step, H numbers
 * @param Wx  weights of the input, H rows of I numbers
 * @param Wh  weights of the state before, H rows of H numbers
 * @param b   H biases
 * @returns   the states after each step: T rows of H numbers, in new arrays
 */
export function rnn(
  x: number[][],
  h0: number[],
  Wx: number[][],
  Wh: number[][],
  b: number[],
): number[][] {
  throw new Error('not implemented')
}
