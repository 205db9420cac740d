// expect: outOfMemory
export function solve(x: number[]) {
  const kept: unknown[] = []
  for (;;) kept.push({ a: Math.random(), b: [1, 2, 3] })
}
