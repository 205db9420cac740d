// expect: wrongAnswer
//
// H89. Nobody listens to `debugger`: it does nothing, and the answer is judged on its own merit.
export function softmax(scores: number[][]): number[][] {
  debugger
  return scores
}
