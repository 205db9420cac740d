// expect: timedOut
export function solve(x: number[]) {
  try {
    for (;;) {}
  } finally {
    for (;;) {}
  }
}
