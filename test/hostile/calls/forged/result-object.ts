// expect: misfit
export function solve(x: number[]) {
  return { passed: true, score: 1, kind: 'returned', value: x }
}
