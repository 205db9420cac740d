// expect: wrongAnswer
// at most: 0
// H38. NaN everywhere. It is not near anything, equals nothing, and keeps no relation.
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => NaN))
}
