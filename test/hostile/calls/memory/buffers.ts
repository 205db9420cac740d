// expect: outOfMemory
export function solve(x: number[]) {
  const kept: unknown[] = []
  for (;;) kept.push(new Uint8Array(2 ** 20).fill(1))
}
