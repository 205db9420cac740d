// expect: timeLimit
//
// Beyond the list: returns the right type at once, and loops in a microtask.
export function softmax(scores: number[][]): number[][] {
  void Promise.resolve().then(() => {
    for (;;) {}
  })
  return scores
}
