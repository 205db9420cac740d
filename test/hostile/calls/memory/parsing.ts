// expect: outOfMemory
export function solve(x: number[]) {
  return JSON.parse('['.repeat(2e7)) as number[]
}
