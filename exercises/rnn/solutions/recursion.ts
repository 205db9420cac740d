/** A recurrent network as a recursion: one step, then the rest of the sequence from the new state. */
export function rnn(
  x: number[][],
  h0: number[],
  Wx: number[][],
  Wh: number[][],
  b: number[],
): number[][] {
  const [input, ...rest] = x
  if (input === undefined) return []
  // One row of weights for the input and the state side by side.
  const both = [...input, ...h0]
  const state = b.map((bias, j) =>
    Math.tanh([...Wx[j]!, ...Wh[j]!].reduce((sum, w, i) => sum + w * both[i]!, bias)),
  )
  return [state, ...rnn(rest, state, Wx, Wh, b)]
}
