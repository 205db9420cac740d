// expect: wrongAnswer
//
// H95. Prints when the result is already packed: too late to be shown, and not shown with the next call either.
export function softmax(scores: number[][]): number[][] {
  console.log('in time')
  void Promise.resolve().then(() => console.log('too late'))
  return scores
}
