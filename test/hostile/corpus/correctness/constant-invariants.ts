// expect: wrongAnswer
// at most: 6
// Aims at the relations alone, which need no right value: uniform weights sum to 1 and do not change when
// the scores are moved. They earn those two, and the case in which one score is the whole row; the verdict
// stays what it is.
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => 1 / row.length))
}
