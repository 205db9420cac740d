// expect: wrongAnswer
// at most: 3
// H40. Subnormal numbers instead of weights: tiny is not near when 0.5 is due.
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => Number.MIN_VALUE))
}
