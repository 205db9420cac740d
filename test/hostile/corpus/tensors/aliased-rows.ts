// expect: wrongAnswer
// at most: 6
// One row for all, whose numbers a getter changes from one reading to the next.
export function softmax(scores: number[][]) {
  const row = scores[0]!.map((_, __, all) => 1 / all.length)
  return scores.map(() => row)
}
