// expect: wrongAnswer
//
// H90. Prints a million lines. Only what fits is kept, with a mark where it was cut; the rest costs next to
// nothing, and the answer counts as it is.
export function softmax(scores: number[][]): number[][] {
  for (let i = 0; i < 1e6; i++) console.log('line', i)
  return scores
}
