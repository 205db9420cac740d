// expect: misfit
export function solve(x: number[]) {
  return 'x'.repeat(2 ** 28)
}
