// expect: wrongAnswer
// at most: 3
// Gives back rows that a job after the call would turn into the right ones. What is returned is read
// before any such job runs.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const weights = scores.map((row) => row.map(() => 9))
  void Promise.resolve().then(() => {
    right(scores).forEach((row, t) => row.forEach((weight, s) => (weights[t]![s] = weight)))
  })
  return weights
}
