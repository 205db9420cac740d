// expect: timeLimit
//
// Beyond the list: a rejection that nobody handles takes the place of the result on its way out, and its
// error answers questions with a loop.
export function softmax(scores: number[][]): number[][] {
  void Promise.reject(
    Object.defineProperty(new Error('x'), 'message', {
      get() {
        for (;;) {}
      },
    }),
  )
  for (;;) {}
}
