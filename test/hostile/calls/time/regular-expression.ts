// expect: timedOut
export function solve(x: number[]) {
  return /^(a+)+$/.test('a'.repeat(60) + '!') ? x : []
}
