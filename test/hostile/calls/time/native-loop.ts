// expect: timedOut
export function solve(x: number[]) {
  new Array(2 ** 32 - 1).indexOf(1)
  return x
}
