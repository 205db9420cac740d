// expect: wrongAnswer
// at most: 3
// The largest numbers there are: differences and sums of squares overflow to Infinity, and two
// infinite distances must not cancel out to NaN and so to "near".
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map((_, s) => (s % 2 ? 1 : -1) * Number.MAX_VALUE))
}
