// expect: returned
export function solve(x: number[]) {
  debugger
  return x
}
