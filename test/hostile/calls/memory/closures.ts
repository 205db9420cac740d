// expect: outOfMemory
export function solve(x: number[]) {
  const kept = new Map<number, () => number[]>()
  for (let i = 0; ; i++) kept.set(i, () => [i, ...x])
}
