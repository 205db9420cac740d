// expect: outOfMemory
export function solve(x: number[]) {
  const kept: string[] = []
  for (let i = 0; ; i++) kept.push(JSON.stringify(['x'.repeat(2 ** 22), i]))
}
