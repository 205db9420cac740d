// expect: misfit
export function solve(x: number[]) {
  return new Promise(() => {})
}
