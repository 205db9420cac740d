// expect: timedOut
export function solve(x: number[]) {
  return Object.defineProperty([...x], '0', {
    get() {
      for (;;) {}
    },
  })
}
