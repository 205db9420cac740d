// expect: returned
export function solve(x: number[]) {
  const world = globalThis as unknown as { late?: boolean }
  const clean = world.late === undefined
  void (async () => {
    for (let i = 0; i < 1000; i++) await null
    world.late = true
  })()
  return clean ? x : []
}
