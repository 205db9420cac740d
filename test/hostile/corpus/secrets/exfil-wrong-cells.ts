// expect: wrongAnswer
// Says one bit of an input by each element that it gets wrong. A hidden case tells how many are wrong and
// along which axis, no numbers; that is what a diagnosis is for, and its inputs are drawn afresh for each
// submission.
export function softmax(scores: number[][]) {
  return honest(scores).map((row, t) => row.map((weight, s) => (scores[t]![s]! > 0 ? weight : weight + 1)))
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
