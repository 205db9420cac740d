// expect: wrongAnswer
// at most: 0
// H39. Infinity everywhere: infinite minus infinite is NaN, and the largest difference must not be 0.
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map((_, s) => (s % 2 ? Infinity : -Infinity)))
}
