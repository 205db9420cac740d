// expect: timedOut
export function solve(x: number[]) {
  throw new Proxy(new Error('x'), {
    get() {
      for (;;) {}
    },
    getPrototypeOf() {
      for (;;) {}
    },
  })
}
