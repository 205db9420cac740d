// expect: timeLimit
// H101. Returns the right answer and leaves a chain of promises that never ends. They run within the call, as
// nothing may go on behind it: the time of the call is over before they are.
export function softmax(scores: number[][]) {
  void (async () => {
    for (;;) await null
  })()
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
