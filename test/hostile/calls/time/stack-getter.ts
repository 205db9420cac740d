// expect: timedOut
export function solve(x: number[]) {
  throw Object.defineProperty(new Error('x'), 'stack', {
    get() {
      for (;;) {}
    },
  })
}
