// expect: wrongAnswer
// at most: 0
// H36. Gives back what it was given. Neither a value nor a relation is right, not even that of one score.
export function softmax(scores: number[][]) {
  return scores
}
