// expect: threw
export function solve(x: number[]) {
  throw null
}
