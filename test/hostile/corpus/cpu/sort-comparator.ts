// expect: timeLimit
//
// H60. The loop hides in a function that a native function calls.
export function softmax(scores: number[][]): number[][] {
  const order = Array.from({ length: 1000 }, (_, i) => i)
  order.sort(() => {
    for (;;) {}
  })
  return scores
}
