// expect: timeLimit
//
// H65, with the stack.
export function softmax(scores: number[][]): number[][] {
  throw Object.defineProperty(new Error('x'), 'stack', {
    get() {
      for (;;) {}
    },
  })
}
