// expect: timedOut
while (true) {}
export function solve(x: number[]) {
  return x
}
