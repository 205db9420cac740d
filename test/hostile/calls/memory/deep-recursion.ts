// expect: threw
export function solve(x: number[]): number[] {
  return [...solve(x), 1]
}
