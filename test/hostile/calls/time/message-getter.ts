// expect: timedOut
export function solve(x: number[]) {
  throw Object.defineProperty(new Error('x'), 'message', {
    get() {
      for (;;) {}
    },
  })
}
