// expect: badOutput
//
// H57, without `async`: the grader awaits nothing that a student returns, so `then` is never called, and
// an object with one method is simply not an array.
export function softmax(scores: number[][]): unknown {
  return {
    then(): void {
      for (;;) {}
    },
  }
}
