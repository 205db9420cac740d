// expect: wrongAnswer
// at most: 0
// H45. Makes all scores 0, so that uniform weights are right of what is left of them.
export function softmax(scores: number[][]) {
  for (const row of scores) row.fill(0)
  return scores.map((row) => row.map(() => 1 / row.length))
}
