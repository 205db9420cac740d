// expect: timeLimit
//
// H65. The grader reads the message of an error; reading it happens inside, in the call's time.
export function softmax(scores: number[][]): number[][] {
  throw Object.defineProperty(new Error('x'), 'message', {
    get() {
      for (;;) {}
    },
  })
}
