// expect: wrongAnswer
// at most: 0
// H45. Overwrites its input and gives it back, so that a comparison with the input would hold. The
// expected values were computed from another copy, in another process; the values are even right
// here, but the exercise says to leave the input alone.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  right(scores).forEach((row, t) => row.forEach((weight, s) => (scores[t]![s] = weight)))
  return scores
}
