// expect: misfit
export function solve(x: number[]) {
  return [Symbol('x'), 1n, () => 1]
}
