// expect: wrongAnswer
// at most: 3
// Draws its answer. Random numbers come from the seed of the case, so a repeated check gives the same
// report; both runs of a relation draw the same.
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => Math.random()))
}
