/** A recurrent network, one number at a time. */
export function rnn(
  x: number[][],
  h0: number[],
  Wx: number[][],
  Wh: number[][],
  b: number[],
): number[][] {
  const states: number[][] = []
  let before = h0
  for (const input of x) {
    const state: number[] = []
    for (let j = 0; j < b.length; j++) {
      let sum = b[j]!
      for (let i = 0; i < input.length; i++) sum += Wx[j]![i]! * input[i]!
      for (let k = 0; k < before.length; k++) sum += Wh[j]![k]! * before[k]!
      state.push(Math.tanh(sum))
    }
    states.push(state)
    before = state
  }
  return states
}
