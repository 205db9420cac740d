// expect: timedOut or outOfMemory
export function solve(x: number[]) {
  let n = 3n
  for (let i = 0; i < 60; i++) n = n * n
  return n > 0n ? x : []
}
