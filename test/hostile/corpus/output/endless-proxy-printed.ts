// expect: timeLimit
//
// Beyond the list: a proxy that never answers. Printing is the student's own call, in the student's own time.
export function softmax(scores: number[][]): number[][] {
  console.log(
    new Proxy([], {
      get() {
        for (;;) {}
      },
    }),
  )
  return scores
}
