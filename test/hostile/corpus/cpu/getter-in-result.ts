// expect: timeLimit
//
// Beyond the list: the result is read by the grader, inside and in the time of the call.
export function softmax(scores: number[][]): number[][] {
  return Object.defineProperty([...scores], '0', {
    get() {
      for (;;) {}
    },
  })
}
