// expect: timedOut
export function solve(x: number[]) {
  for (;;) {}
}
