// expect: timedOut
export function solve(x: number[]) {
  for (;;) {
    try {
      for (;;) {}
    } catch {}
  }
}
