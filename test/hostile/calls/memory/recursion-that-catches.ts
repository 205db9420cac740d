// expect: timedOut
export function solve(x: number[]): number[] {
  try {
    return solve(x)
  } catch {
    return solve(x)
  }
}
