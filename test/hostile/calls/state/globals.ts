// expect: returned
export function solve(x: number[]) {
  const world = globalThis as unknown as { calls?: number }
  world.calls = (world.calls ?? 0) + 1
  return world.calls === 1 ? x : []
}
