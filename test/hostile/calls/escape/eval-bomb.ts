// expect: threw
export function solve(x: number[]) {
  return [(0, eval)('('.repeat(1e6)) as number]
}
