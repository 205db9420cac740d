// expect: wrongAnswer
//
// H94. Prints while the grader reads the result. That is still inside the call.
export function softmax(scores: number[][]): number[][] {
  return Object.defineProperty([...scores], '0', {
    get() {
      console.log('read')
      return scores[0]
    },
  })
}
